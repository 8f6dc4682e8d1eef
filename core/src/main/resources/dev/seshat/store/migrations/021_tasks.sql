-- Trees of tasks in sessions, the groups they stand in, what waits for what, and modes.

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
  hierarchy_path TEXT NOT NULL,
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
  UNIQUE (session_id, marker)
){strict};
CREATE INDEX tasks_by_place ON tasks (session_id, parent_task_id, task_group_id, position_in_group, id);
CREATE INDEX tasks_by_parent ON tasks (parent_task_id, position_in_group) WHERE parent_task_id IS NOT NULL;
CREATE INDEX tasks_by_group ON tasks (task_group_id) WHERE task_group_id IS NOT NULL;
CREATE INDEX tasks_by_path ON tasks (session_id, hierarchy_path);
CREATE INDEX tasks_by_status ON tasks (session_id, status, priority_level, level, position_in_group, id);
CREATE INDEX tasks_ready ON tasks (session_id, priority_level, level, position_in_group, id) WHERE status = 'pending' AND waits_for = 0;
CREATE INDEX tasks_by_lease ON tasks (lease_until) WHERE lease_until IS NOT NULL;

CREATE TABLE task_dependencies (
  task_id {uuid} NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
  other_id {uuid} NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
  -- depends_on: task_id waits for other_id; related: neither waits
  kind TEXT NOT NULL CHECK (kind IN ('depends_on', 'related')),
  created_at {time} NOT NULL,
  PRIMARY KEY (task_id, other_id, kind)
){strict};
CREATE INDEX task_dependencies_by_other ON task_dependencies (other_id, kind);

-- What all tasks of a session weigh, and what of that is done, in hundredths of a percent.
CREATE TABLE session_tasks (
  session_id {uuid} NOT NULL PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE,
  weight {long} NOT NULL,
  weight_done {long} NOT NULL
){strict};
