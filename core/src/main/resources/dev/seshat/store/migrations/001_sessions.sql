-- Sessions and what happened in them. {word} stands for a type that the two databases name differently: see Migrations.java.

CREATE TABLE projects (
  id {id},
  name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 200),
  description TEXT,
  created_at {time} NOT NULL
){strict};

CREATE TABLE sessions (
  id {uuid} NOT NULL PRIMARY KEY,
  short_id TEXT NOT NULL UNIQUE CHECK (length(short_id) = 8),
  kind TEXT NOT NULL,
  session_type TEXT,

  name TEXT CHECK (length(name) <= 200),
  intention TEXT NOT NULL CHECK (length(trim(intention)) > 0),
  description TEXT,
  success_indicators {json success_indicators} NOT NULL,
  completion_indicators {json completion_indicators} NOT NULL,
  constraints {json constraints} NOT NULL,
  procedure_notes TEXT,
  tags {json tags} NOT NULL,

  project_id {long} REFERENCES projects (id) ON DELETE RESTRICT,
  storyteller_id {uuid},
  template_id {uuid},
  process_version_id {uuid},
  current_process_node_id {uuid},
  mode_id {uuid},
  previous_session_id {uuid} REFERENCES sessions (id) ON DELETE SET NULL,
  forked_from_id {uuid} REFERENCES sessions (id) ON DELETE RESTRICT,
  forked_at_sequence {long} CHECK (forked_at_sequence >= 0),
  parent_session_id {uuid} REFERENCES sessions (id) ON DELETE CASCADE,
  working_directory TEXT,
  git_branch TEXT,
  tool_name TEXT,
  external_session_id TEXT,
  chat_id TEXT,
  username TEXT,
  llm_model TEXT,

  scheduled_at {time},
  scheduled_duration_minutes {long} CHECK (scheduled_duration_minutes BETWEEN 1 AND 10080),
  recurrence TEXT,

  status TEXT NOT NULL CHECK (status IN ('scheduled', 'active', 'paused', 'completed', 'failed', 'cancelled', 'archived')),
  outcome TEXT CHECK (outcome IN ('success', 'partial', 'failure', 'abandoned')),
  started_at {time},
  ended_at {time},
  paused_at {time},
  archived_at {time},
  -- since when the session has been active without a pause; null when it is not active
  active_since {time},
  active_seconds {long} NOT NULL DEFAULT 0 CHECK (active_seconds >= 0),
  last_activity_at {time} NOT NULL,
  created_at {time} NOT NULL,
  updated_at {time} NOT NULL,
  version {long} NOT NULL DEFAULT 1,

  summary TEXT,
  success_rating {long} CHECK (success_rating BETWEEN 1 AND 5),
  completion_percentage {long} CHECK (completion_percentage BETWEEN 0 AND 100),
  needs_followup {flag needs_followup} NOT NULL,
  followup_notes TEXT,
  next_session_suggestion TEXT,
  final_successful_prompt TEXT,

  priority_level {long} NOT NULL DEFAULT 3 CHECK (priority_level BETWEEN 1 AND 5),
  estimated_completion_date {time},

  interaction_count {long} NOT NULL DEFAULT 0,
  iteration_count {long} NOT NULL DEFAULT 0,
  image_count {long} NOT NULL DEFAULT 0,
  artifact_count {long} NOT NULL DEFAULT 0,
  note_count {long} NOT NULL DEFAULT 0,
  task_count {long} NOT NULL DEFAULT 0,
  completed_task_count {long} NOT NULL DEFAULT 0,
  progress_percentage {real} NOT NULL DEFAULT 0 CHECK (progress_percentage BETWEEN 0 AND 100),
  total_tokens {long} NOT NULL DEFAULT 0,
  -- billionths of a US dollar, of the requests that have a price
  cost_nanos {long} NOT NULL DEFAULT 0,
  unpriced_count {long} NOT NULL DEFAULT 0,

  context {json context} NOT NULL,
  metadata {json metadata} NOT NULL,

  UNIQUE (tool_name, external_session_id)
){strict};

-- every append moves last_activity_at, so no index names it that a list does not need
CREATE INDEX sessions_by_activity ON sessions (last_activity_at, id);
CREATE INDEX sessions_by_status ON sessions (status, last_activity_at, id);
CREATE INDEX sessions_by_kind ON sessions (kind, last_activity_at, id);
CREATE INDEX sessions_by_project ON sessions (project_id, last_activity_at, id);
CREATE INDEX sessions_by_previous ON sessions (previous_session_id);
CREATE INDEX sessions_by_fork ON sessions (forked_from_id);
CREATE INDEX sessions_by_parent ON sessions (parent_session_id, created_at, id) WHERE parent_session_id IS NOT NULL;
CREATE INDEX sessions_by_schedule ON sessions (scheduled_at) WHERE status = 'scheduled';
CREATE INDEX sessions_by_chat ON sessions (chat_id, created_at) WHERE chat_id IS NOT NULL;

CREATE TABLE active_session (
  actor TEXT NOT NULL PRIMARY KEY,
  session_id {uuid} NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  activated_at {time} NOT NULL,
  context_data {json context_data} NOT NULL
){strict};
CREATE INDEX active_session_by_session ON active_session (session_id);

CREATE TABLE session_interaction (
  id {id},
  session_id {uuid} NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  interaction_sequence {long} NOT NULL CHECK (interaction_sequence > 0),
  interaction_type TEXT NOT NULL
    CHECK (interaction_type IN ('prompt', 'response', 'clarification', 'reflection', 'message', 'tool_call', 'tool_result', 'event')),
  agent_text TEXT,
  person_text TEXT,
  author TEXT NOT NULL,
  prompt_category TEXT,
  response_method TEXT CHECK (response_method IN ('text', 'voice', 'skip')),
  sentiment TEXT,
  key_themes {json key_themes},
  mentions_people {json mentions_people},
  mentions_places {json mentions_places},
  life_event_id {uuid},
  duration_seconds {long} CHECK (duration_seconds >= 0),
  payload {json payload},
  external_id TEXT,
  created_at {time} NOT NULL,
  UNIQUE (session_id, interaction_sequence)
){strict};
CREATE UNIQUE INDEX session_interaction_by_external ON session_interaction (session_id, external_id) WHERE external_id IS NOT NULL;

CREATE TABLE session_artifact (
  id {uuid} NOT NULL PRIMARY KEY,
  session_id {uuid} NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  life_event_id {uuid},
  artifact_type TEXT NOT NULL,
  artifact_name TEXT CHECK (length(artifact_name) <= 200),
  content TEXT,
  structured_data {json structured_data},
  is_provisional {flag is_provisional} NOT NULL,
  is_approved {flag is_approved} NOT NULL,
  approved_at {time},
  included_in_synthesis {flag included_in_synthesis} NOT NULL,
  external_id TEXT,
  created_at {time} NOT NULL,
  updated_at {time} NOT NULL,
  version {long} NOT NULL DEFAULT 1
){strict};
CREATE INDEX session_artifact_by_session ON session_artifact (session_id, created_at, id);
CREATE INDEX session_artifact_by_type ON session_artifact (artifact_type, created_at);
CREATE UNIQUE INDEX session_artifact_by_external ON session_artifact (session_id, external_id) WHERE external_id IS NOT NULL;

CREATE TABLE session_note (
  id {uuid} NOT NULL PRIMARY KEY,
  session_id {uuid} NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  note_type TEXT NOT NULL,
  note_content TEXT NOT NULL,
  noted_at_interaction_sequence {long},
  is_important {flag is_important} NOT NULL,
  requires_followup {flag requires_followup} NOT NULL,
  noted_by TEXT NOT NULL,
  external_id TEXT,
  created_at {time} NOT NULL
){strict};
CREATE INDEX session_note_by_session ON session_note (session_id, created_at, id);
CREATE UNIQUE INDEX session_note_by_external ON session_note (session_id, external_id) WHERE external_id IS NOT NULL;

-- What a person or a model said of an indicator; rules are evaluated when asked and stored nowhere.
CREATE TABLE session_indicator_verdict (
  session_id {uuid} NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  indicator_kind TEXT NOT NULL CHECK (indicator_kind IN ('success', 'completion')),
  indicator_text TEXT NOT NULL,
  is_met {flag is_met} NOT NULL,
  decided_by TEXT NOT NULL,
  evidence TEXT,
  decided_at {time} NOT NULL,
  PRIMARY KEY (session_id, indicator_kind, indicator_text)
){strict};

CREATE TABLE audit_log (
  seq {long} NOT NULL PRIMARY KEY,
  at {time} NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  entity TEXT NOT NULL,
  entity_id TEXT NOT NULL,
  session_id TEXT,
  -- text, not a JSON type, because its bytes are hashed
  detail TEXT NOT NULL,
  hash TEXT NOT NULL
){strict};
CREATE INDEX audit_log_by_entity ON audit_log (entity, entity_id, seq);
CREATE INDEX audit_log_by_session ON audit_log (session_id, seq);
CREATE INDEX audit_log_by_actor ON audit_log (actor, seq);
CREATE INDEX audit_log_by_time ON audit_log (at, seq);

-- The end of the chain: one row, locked while a transaction adds to it, so that numbers are given in the order of commits.
CREATE TABLE audit_head (
  id {long} NOT NULL PRIMARY KEY CHECK (id = 1),
  seq {long} NOT NULL,
  hash TEXT NOT NULL
){strict};
INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, '');

CREATE VIEW v_projects AS SELECT id, name, description, created_at FROM projects;

CREATE VIEW v_sessions AS
SELECT s.id, s.short_id, s.kind, s.session_type, s.name, s.intention, s.description, s.status, s.outcome, p.name AS project,
  s.working_directory, s.git_branch, s.tool_name, s.external_session_id, s.chat_id, s.username, s.llm_model, s.previous_session_id,
  s.forked_from_id, s.forked_at_sequence, s.parent_session_id, s.scheduled_at, s.started_at, s.ended_at, s.active_seconds,
  s.last_activity_at, s.created_at, s.updated_at, s.summary, s.success_rating, s.completion_percentage, s.priority_level,
  s.interaction_count, s.artifact_count, s.note_count, s.total_tokens, s.cost_nanos / 1000000000.0 AS cost_usd, s.unpriced_count,
  s.tags, s.context, s.metadata
FROM sessions s LEFT JOIN projects p ON p.id = s.project_id;

CREATE VIEW v_interactions AS
SELECT i.session_id, i.interaction_sequence, i.interaction_type, i.author, i.agent_text, i.person_text, i.prompt_category,
  i.response_method, i.sentiment, i.duration_seconds, i.payload, i.external_id, i.created_at
FROM session_interaction i;

CREATE VIEW v_notes AS
SELECT session_id, id, note_type, note_content, is_important, requires_followup, noted_by, noted_at_interaction_sequence, created_at
FROM session_note;

CREATE VIEW v_artifacts AS
SELECT session_id, id, artifact_type, artifact_name, content, is_provisional, is_approved, approved_at, created_at, updated_at
FROM session_artifact;

CREATE VIEW v_audit AS
SELECT seq, at, actor, action, entity, entity_id, session_id, detail FROM audit_log;
