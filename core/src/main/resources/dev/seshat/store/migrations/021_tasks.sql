-- Trees of tasks in sessions, the groups they stand in, what waits for what, and modes.

CREATE INDEX sessions_of_tasks_by_name ON sessions (name) WHERE kind = 'tasks' AND name IS NOT NULL;

CREATE TABLE session_modes (
  id {uuid} NOT NULL PRIMARY KEY,
  mode_name TEXT NOT NULL UNIQUE CHECK (length(mode_name) BETWEEN 1 AND 64),
  -- in the workspace's folder
  yaml_file_path TEXT NOT NULL UNIQUE,
  -- of the file as it was seen last, valid or not
  yaml_content_hash TEXT NOT NULL,
  -- the last file that was valid; none while no file of it was
  valid_content TEXT,
  valid_content_hash TEXT,
  title TEXT,
  description TEXT,
  specialist_roles {json specialist_roles} NOT NULL,
  default_complexity TEXT NOT NULL DEFAULT 'moderate' CHECK (default_complexity IN ('simple', 'moderate', 'complex', 'highly_complex')),
  auto_task_routing {flag auto_task_routing} NOT NULL,
  max_subtask_depth {long} CHECK (max_subtask_depth BETWEEN 0 AND 49),
  is_valid {flag is_valid} NOT NULL,
  -- whether its file is gone
  is_missing {flag is_missing} NOT NULL,
  validation_errors {json validation_errors} NOT NULL,
  last_validated_at {time} NOT NULL,
  created_at {time} NOT NULL,
  updated_at {time} NOT NULL,
  version {long} NOT NULL DEFAULT 1
){strict};

-- Which mode a session was worked on in, from when to when.
CREATE TABLE session_mode_bindings (
  id {uuid} NOT NULL PRIMARY KEY,
  session_id {uuid} NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  -- none once the mode was removed
  mode_id {uuid} REFERENCES session_modes (id) ON DELETE SET NULL,
  mode_name TEXT NOT NULL,
  bound_at {time} NOT NULL,
  bound_by TEXT NOT NULL,
  unbound_at {time},
  binding_context {json binding_context} NOT NULL
){strict};
CREATE UNIQUE INDEX session_mode_bindings_now ON session_mode_bindings (session_id) WHERE unbound_at IS NULL;
CREATE INDEX session_mode_bindings_by_session ON session_mode_bindings (session_id, bound_at, id);
CREATE INDEX session_mode_bindings_by_mode ON session_mode_bindings (mode_id, bound_at, id);

CREATE TABLE task_groups (
  id {uuid} NOT NULL PRIMARY KEY,
  session_id {uuid} NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  group_name TEXT NOT NULL CHECK (length(trim(group_name)) BETWEEN 1 AND 200),
  description TEXT,
  parent_group_id {uuid} REFERENCES task_groups (id) ON DELETE CASCADE,
  group_level {long} NOT NULL CHECK (group_level >= 0),
  position_in_session {long} NOT NULL,
  specialist_focus TEXT,
  estimated_effort {long} CHECK (estimated_effort >= 0),
  priority_level {long} NOT NULL DEFAULT 3 CHECK (priority_level BETWEEN 1 AND 5),
  total_tasks {long} NOT NULL DEFAULT 0,
  completed_tasks {long} NOT NULL DEFAULT 0,
  -- what its leaves weigh, and what of that is done, in hundredths of a percent
  weight {long} NOT NULL DEFAULT 0,
  weight_done {long} NOT NULL DEFAULT 0,
  markdown_section TEXT,
  external_id TEXT,
  created_at {time} NOT NULL,
  updated_at {time} NOT NULL,
  version {long} NOT NULL DEFAULT 1,
  UNIQUE (session_id, group_name)
){strict};
CREATE INDEX task_groups_by_parent ON task_groups (parent_group_id) WHERE parent_group_id IS NOT NULL;

CREATE TABLE tasks (
  id {uuid} NOT NULL PRIMARY KEY,
  session_id {uuid} NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  -- by which its line in a file is known, such as t7f3
  marker TEXT NOT NULL CHECK (length(marker) BETWEEN 4 AND 13),
  parent_task_id {uuid} REFERENCES tasks (id) ON DELETE CASCADE,
  root_task_id {uuid} NOT NULL,
  task_group_id {uuid} REFERENCES task_groups (id) ON DELETE SET NULL,
  level {long} NOT NULL CHECK (level >= 0),
  -- compared as bytes: what begins with a path stands under it, in whatever language the database sorts
  hierarchy_path TEXT{bytewise} NOT NULL,
  position_in_group {long} NOT NULL,
  title TEXT NOT NULL CHECK (length(trim(title)) BETWEEN 1 AND 500),
  description TEXT,
  specialist_type TEXT CHECK (length(specialist_type) BETWEEN 1 AND 64),
  complexity_level TEXT NOT NULL CHECK (complexity_level IN ('simple', 'moderate', 'complex', 'highly_complex')),
  priority_level {long} NOT NULL DEFAULT 3 CHECK (priority_level BETWEEN 1 AND 5),
  status TEXT NOT NULL CHECK (status IN ('pending', 'in_progress', 'blocked', 'completed', 'failed', 'cancelled')),
  -- what was said of it, in hundredths of a percent; of a task with tasks under it, nothing
  own_progress {long} NOT NULL DEFAULT 0 CHECK (own_progress BETWEEN 0 AND 10000),
  weight {long} NOT NULL,
  weight_done {long} NOT NULL,
  progress_percentage {real} NOT NULL DEFAULT 0 CHECK (progress_percentage BETWEEN 0 AND 100),
  estimated_effort {long} CHECK (estimated_effort >= 0),
  actual_effort {long} CHECK (actual_effort >= 0),
  -- how many tasks that it depends on or that stand under it are not done yet
  waits_for {long} NOT NULL DEFAULT 0 CHECK (waits_for >= 0),
  children {long} NOT NULL DEFAULT 0 CHECK (children >= 0),
  assignee TEXT,
  lease_until {time},
  markdown_section TEXT,
  -- whether its line was taken out of the file, and is not to come back by itself
  is_off_file {flag is_off_file} NOT NULL,
  file_operations_count {long} NOT NULL DEFAULT 0,
  verification_status TEXT NOT NULL DEFAULT 'pending' CHECK (length(verification_status) BETWEEN 1 AND 64),
  reference TEXT CHECK (length(reference) BETWEEN 1 AND 64),
  external_id TEXT,
  created_at {time} NOT NULL,
  started_at {time},
  completed_at {time},
  last_updated_at {time} NOT NULL,
  version {long} NOT NULL DEFAULT 1,
  -- higher with each change of anything in the row or of what it waits for; by it a tree that is held is brought up to date
  touched {long} NOT NULL DEFAULT 0,
  UNIQUE (session_id, marker)
){strict};
CREATE INDEX tasks_by_place ON tasks (session_id, parent_task_id, task_group_id, position_in_group, id);
CREATE INDEX tasks_by_touch ON tasks (session_id, touched);
CREATE INDEX tasks_by_parent ON tasks (parent_task_id, position_in_group) WHERE parent_task_id IS NOT NULL;
CREATE INDEX tasks_by_group ON tasks (task_group_id) WHERE task_group_id IS NOT NULL;
CREATE INDEX tasks_by_path ON tasks (session_id, hierarchy_path);
CREATE INDEX tasks_by_status ON tasks (session_id, status, priority_level, level, position_in_group, id);
CREATE INDEX tasks_ready ON tasks (session_id, status, waits_for, priority_level, level, position_in_group, id) WHERE status = 'pending' AND waits_for = 0;
CREATE INDEX tasks_by_urgency ON tasks (session_id, priority_level, level, position_in_group, id);
CREATE INDEX tasks_by_assignee ON tasks (assignee, session_id, status) WHERE assignee IS NOT NULL;
CREATE UNIQUE INDEX tasks_by_external_id ON tasks (session_id, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX tasks_on_board ON tasks (status, priority_level, level, position_in_group, id);
CREATE INDEX tasks_over ON tasks (status, last_updated_at, id) WHERE status IN ('completed', 'failed', 'cancelled');
CREATE INDEX tasks_over_by_session ON tasks (session_id, status, last_updated_at, id) WHERE status IN ('completed', 'failed', 'cancelled');
CREATE INDEX tasks_by_lease ON tasks (lease_until) WHERE lease_until IS NOT NULL;
CREATE INDEX tasks_by_lease_in ON tasks (session_id, lease_until) WHERE lease_until IS NOT NULL;

CREATE TABLE task_dependencies (
  task_id {uuid} NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
  other_id {uuid} NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
  -- depends_on: task_id waits for other_id; related: neither waits
  kind TEXT NOT NULL CHECK (kind IN ('depends_on', 'related')),
  created_at {time} NOT NULL,
  PRIMARY KEY (task_id, other_id, kind)
){strict};
CREATE INDEX task_dependencies_by_other ON task_dependencies (other_id, kind);

-- What another tool's file said of a task when it was read last.
CREATE TABLE task_source (
  task_id {uuid} NOT NULL PRIMARY KEY REFERENCES tasks (id) ON DELETE CASCADE,
  said {json said} NOT NULL,
  read_at {time} NOT NULL
){strict};

-- How many tasks a session has, those cancelled left out, what they weigh, and what of that is done, in hundredths of a
-- percent. Its task_count also counts the tasks that a coding session was asked for and that are no rows here.
CREATE TABLE session_tasks (
  session_id {uuid} NOT NULL PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE,
  total {long} NOT NULL,
  completed {long} NOT NULL,
  weight {long} NOT NULL,
  weight_done {long} NOT NULL
){strict};

CREATE VIEW v_tasks AS
SELECT t.id, t.session_id, t.marker, t.parent_task_id, t.root_task_id, g.group_name AS task_group, t.level, t.hierarchy_path,
  t.position_in_group, t.title, t.description, t.specialist_type, t.complexity_level, t.priority_level, t.status,
  t.progress_percentage, t.estimated_effort, t.actual_effort, t.waits_for, t.children, t.assignee, t.lease_until,
  t.file_operations_count, t.verification_status, t.reference, t.external_id, t.created_at, t.started_at, t.completed_at,
  t.last_updated_at
FROM tasks t LEFT JOIN task_groups g ON g.id = t.task_group_id;

CREATE VIEW v_task_groups AS
SELECT id, session_id, group_name, description, parent_group_id, group_level, position_in_session, specialist_focus,
  estimated_effort, priority_level, total_tasks, completed_tasks,
  CASE WHEN weight = 0 THEN 0.0 ELSE weight_done / 100.0 / weight END AS progress_percentage, created_at, updated_at
FROM task_groups;

CREATE VIEW v_task_dependencies AS
SELECT t.session_id, d.task_id, d.other_id, d.kind, t.marker, o.marker AS other_marker, d.created_at
FROM task_dependencies d JOIN tasks t ON t.id = d.task_id JOIN tasks o ON o.id = d.other_id;

-- The folder of a project, in which the file of the session's tasks stands.
ALTER TABLE sessions ADD COLUMN project_root_path TEXT;

-- How a session's file and its tasks were when they were last the same.
CREATE TABLE markdown_sync_state (
  sync_id {uuid} NOT NULL PRIMARY KEY,
  session_id {uuid} NOT NULL UNIQUE REFERENCES sessions (id) ON DELETE CASCADE,
  markdown_file_path TEXT NOT NULL,
  sync_status TEXT NOT NULL CHECK (sync_status IN ('synchronized', 'db_newer', 'md_newer', 'conflict')),
  policy TEXT NOT NULL CHECK (policy IN ('merge', 'db_wins', 'md_wins', 'manual')),
  -- why the file was not taken, or what of it was not
  message TEXT,
  db_content_hash TEXT,
  md_content_hash TEXT,
  -- of the file that was set aside
  set_aside_hash TEXT,
  md_length {long} NOT NULL DEFAULT 0,
  base TEXT,
  -- what will be the base once the file that it is in has been written
  next_base TEXT,
  next_hash TEXT,
  last_db_to_md_sync {time},
  last_md_to_db_sync {time},
  last_conflict_resolution {time},
  -- whether servers follow it: not when its session is archived, or of another kind
  file_monitor_active {flag file_monitor_active} NOT NULL,
  -- when the file was changed last, as of the last sync
  last_file_modification {time},
  created_at {time} NOT NULL,
  updated_at {time} NOT NULL
){strict};
CREATE INDEX markdown_sync_state_by_status ON markdown_sync_state (sync_status, session_id);

-- Where both sides changed the same, with what each had; nothing that was said is lost.
CREATE TABLE sync_conflicts (
  id {uuid} NOT NULL PRIMARY KEY,
  session_id {uuid} NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  -- the task that it is about; for the session itself, none
  marker TEXT,
  field TEXT NOT NULL,
  base_value TEXT,
  db_value TEXT,
  file_value TEXT,
  -- open: waits for a person; decided: by the policy or by a rule; resolved: by a person
  state TEXT NOT NULL CHECK (state IN ('open', 'decided', 'resolved')),
  reason TEXT,
  created_at {time} NOT NULL,
  decided_at {time},
  decided_by TEXT,
  decision TEXT
){strict};
CREATE INDEX sync_conflicts_by_session ON sync_conflicts (session_id, state, created_at, id);
CREATE INDEX sync_conflicts_by_task ON sync_conflicts (session_id, field, marker);

-- The sessions whose files are followed.
CREATE INDEX sessions_of_tasks ON sessions (id) WHERE kind = 'tasks';
