-- Who is interviewed, about what, by which process, and how far it has come.

CREATE TABLE storyteller (
  id {uuid} NOT NULL PRIMARY KEY,
  full_name TEXT NOT NULL CHECK (length(trim(full_name)) BETWEEN 1 AND 200),
  preferred_name TEXT CHECK (length(preferred_name) BETWEEN 1 AND 200),
  other_names {json other_names} NOT NULL,
  birth_year {long} CHECK (birth_year BETWEEN 1850 AND 2200),
  birth_month {long} CHECK (birth_month BETWEEN 1 AND 12),
  birth_day {long} CHECK (birth_day BETWEEN 1 AND 31),
  birth_place TEXT,
  -- what conditions of a process ask for
  profile_flags {json profile_flags} NOT NULL,
  selected_sections {json selected_sections} NOT NULL,
  notes TEXT,
  consent_given {flag consent_given} NOT NULL,
  consent_date {time},
  consent_note TEXT,
  deleted_at {time},
  external_id TEXT UNIQUE,
  created_at {time} NOT NULL,
  updated_at {time} NOT NULL,
  version {long} NOT NULL DEFAULT 1
){strict};
CREATE INDEX storyteller_by_name ON storyteller (full_name, id);
CREATE INDEX storyteller_by_preferred ON storyteller (preferred_name, id) WHERE preferred_name IS NOT NULL;

CREATE TABLE storyteller_boundary (
  storyteller_id {uuid} NOT NULL PRIMARY KEY REFERENCES storyteller (id) ON DELETE CASCADE,
  allow_romance {flag allow_romance} NOT NULL,
  allow_loss {flag allow_loss} NOT NULL,
  allow_illness {flag allow_illness} NOT NULL,
  allow_conflict {flag allow_conflict} NOT NULL,
  allow_faith {flag allow_faith} NOT NULL,
  allow_intimacy {flag allow_intimacy} NOT NULL,
  allow_trauma {flag allow_trauma} NOT NULL,
  allow_finances {flag allow_finances} NOT NULL,
  maximum_tier {long} NOT NULL DEFAULT 2 CHECK (maximum_tier BETWEEN 1 AND 3),
  off_limit_topics {json off_limit_topics} NOT NULL,
  updated_at {time} NOT NULL
){strict};

CREATE TABLE life_event (
  id {uuid} NOT NULL PRIMARY KEY,
  storyteller_id {uuid} NOT NULL REFERENCES storyteller (id) ON DELETE CASCADE,
  event_type TEXT NOT NULL CHECK (length(event_type) BETWEEN 1 AND 64),
  event_name TEXT NOT NULL CHECK (length(trim(event_name)) BETWEEN 1 AND 200),
  description TEXT,
  category TEXT CHECK (length(category) BETWEEN 1 AND 64),
  significance TEXT CHECK (significance IN ('formative', 'major', 'notable', 'minor')),
  emotional_tone TEXT CHECK (length(emotional_tone) BETWEEN 1 AND 64),
  is_turning_point {flag is_turning_point} NOT NULL,
  include_level TEXT NOT NULL DEFAULT 'full_detail' CHECK (include_level IN ('full_detail', 'summary', 'mention', 'omit')),
  -- null while the storyteller has not said whether more may be asked
  deepening_consent {flag deepening_consent},
  external_id TEXT,
  created_at {time} NOT NULL,
  updated_at {time} NOT NULL,
  version {long} NOT NULL DEFAULT 1
){strict};
CREATE INDEX life_event_by_storyteller ON life_event (storyteller_id, created_at, id);
CREATE INDEX life_event_by_type ON life_event (event_type, storyteller_id);
CREATE UNIQUE INDEX life_event_by_external ON life_event (external_id) WHERE external_id IS NOT NULL;

-- From when to when; each part may be unknown, and each may be approximate.
CREATE TABLE life_event_timespan (
  id {id},
  life_event_id {uuid} NOT NULL REFERENCES life_event (id) ON DELETE CASCADE,
  label TEXT,
  start_year {long} CHECK (start_year BETWEEN 1 AND 2200),
  start_year_approximate {flag start_year_approximate} NOT NULL,
  start_month {long} CHECK (start_month BETWEEN 1 AND 12),
  start_month_approximate {flag start_month_approximate} NOT NULL,
  start_day {long} CHECK (start_day BETWEEN 1 AND 31),
  start_day_approximate {flag start_day_approximate} NOT NULL,
  end_year {long} CHECK (end_year BETWEEN 1 AND 2200),
  end_year_approximate {flag end_year_approximate} NOT NULL,
  end_month {long} CHECK (end_month BETWEEN 1 AND 12),
  end_month_approximate {flag end_month_approximate} NOT NULL,
  end_day {long} CHECK (end_day BETWEEN 1 AND 31),
  end_day_approximate {flag end_day_approximate} NOT NULL
){strict};
CREATE INDEX life_event_timespan_by_event ON life_event_timespan (life_event_id, start_year, id);

CREATE TABLE life_event_location (
  id {id},
  life_event_id {uuid} NOT NULL REFERENCES life_event (id) ON DELETE CASCADE,
  place_name TEXT NOT NULL CHECK (length(trim(place_name)) BETWEEN 1 AND 200),
  city TEXT,
  region TEXT,
  country TEXT,
  is_approximate {flag is_approximate} NOT NULL,
  notes TEXT
){strict};
CREATE INDEX life_event_location_by_event ON life_event_location (life_event_id, id);

CREATE TABLE life_event_participant (
  id {id},
  life_event_id {uuid} NOT NULL REFERENCES life_event (id) ON DELETE CASCADE,
  person_name TEXT NOT NULL CHECK (length(trim(person_name)) BETWEEN 1 AND 200),
  relationship TEXT,
  role TEXT,
  pseudonym TEXT CHECK (length(pseudonym) BETWEEN 1 AND 200),
  use_real_name {flag use_real_name} NOT NULL,
  notes TEXT
){strict};
CREATE INDEX life_event_participant_by_event ON life_event_participant (life_event_id, id);

CREATE TABLE life_event_detail (
  id {id},
  life_event_id {uuid} NOT NULL REFERENCES life_event (id) ON DELETE CASCADE,
  detail_key TEXT NOT NULL CHECK (length(trim(detail_key)) BETWEEN 1 AND 100),
  detail_value TEXT NOT NULL,
  is_private {flag is_private} NOT NULL,
  UNIQUE (life_event_id, detail_key)
){strict};

CREATE TABLE life_event_trauma (
  life_event_id {uuid} NOT NULL PRIMARY KEY REFERENCES life_event (id) ON DELETE CASCADE,
  trauma_status TEXT NOT NULL CHECK (trauma_status IN ('ongoing', 'processing', 'resolved', 'unknown')),
  consent_given {flag consent_given} NOT NULL,
  consent_date {time},
  notes TEXT
){strict};

CREATE TABLE process_version (
  id {uuid} NOT NULL PRIMARY KEY,
  process_name TEXT NOT NULL CHECK (length(process_name) BETWEEN 1 AND 100),
  version_number {long} NOT NULL CHECK (version_number > 0),
  title TEXT,
  description TEXT,
  is_active {flag is_active} NOT NULL,
  -- the file that it was made of, as it was
  source TEXT,
  source_hash TEXT,
  created_by TEXT NOT NULL,
  created_at {time} NOT NULL,
  UNIQUE (process_name, version_number)
){strict};

CREATE TABLE process_node (
  id {uuid} NOT NULL PRIMARY KEY,
  process_version_id {uuid} NOT NULL REFERENCES process_version (id) ON DELETE CASCADE,
  node_key TEXT NOT NULL CHECK (length(node_key) BETWEEN 1 AND 100),
  node_name TEXT NOT NULL CHECK (length(trim(node_name)) BETWEEN 1 AND 200),
  node_type TEXT NOT NULL CHECK (node_type IN ('informational', 'fork', 'data_collection', 'iterative', 'synthesis')),
  order_index {long} NOT NULL,
  purpose TEXT,
  outcome TEXT,
  user_facing_text TEXT,
  is_optional {flag is_optional} NOT NULL,
  agent_objective TEXT,
  agent_constraints TEXT,
  -- which life events it is about: types, categories
  scope {json scope} NOT NULL,
  success_indicators {json success_indicators} NOT NULL,
  completion_indicators {json completion_indicators} NOT NULL,
  duration_minutes {long} CHECK (duration_minutes BETWEEN 1 AND 10080),
  UNIQUE (process_version_id, node_key)
){strict};

CREATE TABLE process_flow_edge (
  id {id},
  process_version_id {uuid} NOT NULL REFERENCES process_version (id) ON DELETE CASCADE,
  from_node_id {uuid} NOT NULL REFERENCES process_node (id) ON DELETE CASCADE,
  to_node_id {uuid} NOT NULL REFERENCES process_node (id) ON DELETE CASCADE,
  condition_type TEXT NOT NULL CHECK (condition_type IN ('always', 'scope_match', 'profile_flag', 'section_selected')),
  condition_value TEXT,
  order_index {long} NOT NULL,
  UNIQUE (from_node_id, order_index)
){strict};
CREATE INDEX process_flow_edge_by_version ON process_flow_edge (process_version_id, id);
CREATE INDEX process_flow_edge_by_end ON process_flow_edge (to_node_id);

CREATE TABLE process_prompt (
  id {uuid} NOT NULL PRIMARY KEY,
  process_node_id {uuid} NOT NULL REFERENCES process_node (id) ON DELETE CASCADE,
  prompt_category TEXT NOT NULL CHECK (prompt_category IN ('scene', 'people', 'tension', 'change', 'meaning')),
  prompt_text TEXT NOT NULL CHECK (length(trim(prompt_text)) > 0),
  sensitivity_tier {long} NOT NULL CHECK (sensitivity_tier BETWEEN 1 AND 3),
  is_required {flag is_required} NOT NULL,
  condition_type TEXT NOT NULL CHECK (condition_type IN ('always', 'scope_match', 'profile_flag', 'section_selected')),
  condition_value TEXT,
  topics {json topics} NOT NULL,
  order_index {long} NOT NULL
){strict};
CREATE INDEX process_prompt_by_node ON process_prompt (process_node_id, order_index, id);

-- How far a storyteller has come in a version of a process.
CREATE TABLE process_progress (
  storyteller_id {uuid} NOT NULL REFERENCES storyteller (id) ON DELETE CASCADE,
  process_version_id {uuid} NOT NULL REFERENCES process_version (id) ON DELETE CASCADE,
  process_node_id {uuid} NOT NULL REFERENCES process_node (id) ON DELETE CASCADE,
  state TEXT NOT NULL CHECK (state IN ('current', 'done', 'skipped')),
  session_id {uuid} REFERENCES sessions (id) ON DELETE SET NULL,
  reached_at {time} NOT NULL,
  PRIMARY KEY (storyteller_id, process_node_id)
){strict};
CREATE INDEX process_progress_by_version ON process_progress (process_version_id, storyteller_id);
CREATE INDEX process_progress_by_session ON process_progress (session_id) WHERE session_id IS NOT NULL;

CREATE TABLE session_life_event (
  id {uuid} NOT NULL PRIMARY KEY,
  session_id {uuid} NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  life_event_id {uuid} NOT NULL REFERENCES life_event (id) ON DELETE CASCADE,
  is_primary_focus {flag is_primary_focus} NOT NULL,
  coverage_level TEXT CHECK (coverage_level IN ('introduction', 'exploration', 'deep_dive', 'completion')),
  prompts_completed {long} NOT NULL DEFAULT 0 CHECK (prompts_completed >= 0),
  notes TEXT,
  created_at {time} NOT NULL,
  UNIQUE (session_id, life_event_id)
){strict};
CREATE INDEX session_life_event_by_event ON session_life_event (life_event_id, created_at);

CREATE TABLE session_template (
  id {uuid} NOT NULL PRIMARY KEY,
  process_version_id {uuid} REFERENCES process_version (id) ON DELETE CASCADE,
  template_name TEXT NOT NULL UNIQUE CHECK (length(trim(template_name)) BETWEEN 1 AND 200),
  template_description TEXT,
  suggested_for_event_types {json suggested_for_event_types} NOT NULL,
  suggested_for_process_nodes {json suggested_for_process_nodes} NOT NULL,
  default_intention TEXT,
  default_success_indicators {json default_success_indicators} NOT NULL,
  default_completion_indicators {json default_completion_indicators} NOT NULL,
  default_constraints {json default_constraints} NOT NULL,
  default_procedure_notes TEXT,
  default_duration_minutes {long} CHECK (default_duration_minutes BETWEEN 1 AND 10080),
  is_active {flag is_active} NOT NULL,
  created_at {time} NOT NULL,
  updated_at {time} NOT NULL,
  version {long} NOT NULL DEFAULT 1
){strict};

-- Which prompt of the process was asked, and what became of it.
CREATE TABLE session_prompt (
  session_id {uuid} NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  process_prompt_id {uuid} NOT NULL REFERENCES process_prompt (id) ON DELETE CASCADE,
  -- what the session was about when it was asked; null for the life as a whole
  life_event_id {uuid} REFERENCES life_event (id) ON DELETE CASCADE,
  interaction_sequence {long} NOT NULL CHECK (interaction_sequence > 0),
  state TEXT NOT NULL CHECK (state IN ('open', 'answered', 'skipped')),
  asked_at {time} NOT NULL,
  answered_at {time},
  PRIMARY KEY (session_id, interaction_sequence)
){strict};
CREATE INDEX session_prompt_by_prompt ON session_prompt (process_prompt_id, life_event_id);
CREATE INDEX session_prompt_by_event ON session_prompt (life_event_id) WHERE life_event_id IS NOT NULL;

-- What a person has written on the interview page and not sent.
CREATE TABLE interview_draft (
  session_id {uuid} NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  interaction_sequence {long} NOT NULL CHECK (interaction_sequence > 0),
  draft TEXT NOT NULL,
  updated_at {time} NOT NULL,
  PRIMARY KEY (session_id, interaction_sequence)
){strict};

-- Who said what an answer is about, and how sure: agent, model:NAME, rules.
ALTER TABLE session_interaction ADD COLUMN analysed_by TEXT;
ALTER TABLE session_interaction ADD COLUMN analysis_confidence TEXT;

ALTER TABLE session_artifact ADD COLUMN returned_at {time};
ALTER TABLE session_artifact ADD COLUMN return_reason TEXT;
CREATE INDEX session_artifact_by_time ON session_artifact (created_at, id);
CREATE INDEX session_artifact_provisional ON session_artifact (created_at, id) WHERE is_provisional;
CREATE INDEX session_artifact_returned ON session_artifact (created_at, id) WHERE returned_at IS NOT NULL;

CREATE TABLE agent_runs (
  id {uuid} NOT NULL PRIMARY KEY,
  session_id {uuid} NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  agent TEXT NOT NULL,
  client TEXT,
  model TEXT,
  started_at {time} NOT NULL,
  last_seen_at {time} NOT NULL,
  ended_at {time},
  resumed_from_run_id {uuid} REFERENCES agent_runs (id) ON DELETE SET NULL
){strict};
CREATE INDEX agent_runs_by_session ON agent_runs (session_id, started_at, id);
CREATE INDEX agent_runs_open ON agent_runs (session_id) WHERE ended_at IS NULL;
CREATE INDEX agent_runs_by_earlier ON agent_runs (resumed_from_run_id) WHERE resumed_from_run_id IS NOT NULL;

CREATE INDEX session_interaction_by_event ON session_interaction (life_event_id) WHERE life_event_id IS NOT NULL;
CREATE INDEX session_artifact_by_event ON session_artifact (life_event_id) WHERE life_event_id IS NOT NULL;
CREATE INDEX sessions_by_storyteller ON sessions (storyteller_id, last_activity_at, id) WHERE storyteller_id IS NOT NULL;
CREATE INDEX sessions_by_storyteller_time ON sessions (storyteller_id, scheduled_at) WHERE scheduled_at IS NOT NULL;
CREATE INDEX sessions_recurring ON sessions (scheduled_at, id) WHERE recurrence IS NOT NULL;
CREATE INDEX sessions_by_time ON sessions (scheduled_at, id) WHERE scheduled_at IS NOT NULL;
CREATE INDEX sessions_by_template ON sessions (template_id) WHERE template_id IS NOT NULL;
CREATE INDEX sessions_by_process ON sessions (process_version_id) WHERE process_version_id IS NOT NULL;

-- What was read out of an answer is looked for too.
DROP VIEW v_interactions;
CREATE VIEW v_interactions AS
SELECT i.session_id, i.interaction_sequence, i.interaction_type, i.author, i.agent_text, i.person_text, i.prompt_category,
  i.response_method, i.sentiment, i.key_themes, i.mentions_people, i.mentions_places, i.analysed_by, i.analysis_confidence,
  i.life_event_id, i.duration_seconds, i.payload, i.external_id, i.created_at
FROM session_interaction i;

DROP VIEW v_artifacts;
CREATE VIEW v_artifacts AS
SELECT session_id, id, artifact_type, artifact_name, content, is_provisional, is_approved, approved_at, returned_at, return_reason,
  included_in_synthesis, life_event_id, created_at, updated_at
FROM session_artifact;

-- Names, consent and counts; what is noted of somebody stays in the table.
CREATE VIEW v_storytellers AS
SELECT s.id, s.full_name, s.preferred_name, s.birth_year, s.consent_given, s.consent_date, s.deleted_at,
  (SELECT count(*) FROM life_event e WHERE e.storyteller_id = s.id) AS event_count,
  (SELECT count(*) FROM sessions n WHERE n.storyteller_id = s.id) AS session_count, s.created_at, s.updated_at
FROM storyteller s;

-- Those who took part, private details and traumas stay in the tables.
CREATE VIEW v_life_events AS
SELECT e.id, e.storyteller_id, e.event_type, e.event_name, e.category, e.significance, e.emotional_tone, e.is_turning_point,
  e.include_level, (SELECT min(t.start_year) FROM life_event_timespan t WHERE t.life_event_id = e.id) AS start_year,
  (SELECT max(coalesce(t.end_year, t.start_year)) FROM life_event_timespan t WHERE t.life_event_id = e.id) AS end_year,
  (SELECT min(l.place_name) FROM life_event_location l WHERE l.life_event_id = e.id) AS place, e.created_at, e.updated_at
FROM life_event e;

CREATE VIEW v_session_life_events AS
SELECT s.session_id, s.life_event_id, e.storyteller_id, e.event_name, s.is_primary_focus, s.coverage_level, s.prompts_completed,
  s.notes, s.created_at
FROM session_life_event s JOIN life_event e ON e.id = s.life_event_id;

CREATE VIEW v_process_nodes AS
SELECT v.process_name, v.version_number, v.is_active, n.process_version_id, n.id, n.node_key, n.node_name, n.node_type, n.order_index,
  n.is_optional, n.purpose, n.agent_objective, (SELECT count(*) FROM process_prompt p WHERE p.process_node_id = n.id) AS prompt_count
FROM process_node n JOIN process_version v ON v.id = n.process_version_id;

CREATE VIEW v_session_prompts AS
SELECT s.session_id, s.interaction_sequence, s.process_prompt_id, n.node_key, p.prompt_category, p.sensitivity_tier, p.prompt_text,
  s.life_event_id, s.state, s.asked_at, s.answered_at
FROM session_prompt s JOIN process_prompt p ON p.id = s.process_prompt_id JOIN process_node n ON n.id = p.process_node_id;

-- Of a run that goes on, when something happened in its session last.
CREATE VIEW v_agent_runs AS
SELECT r.id, r.session_id, r.agent, r.client, r.model, r.started_at,
  CASE WHEN r.ended_at IS NULL THEN s.last_activity_at ELSE r.last_seen_at END AS last_seen_at, r.ended_at, r.resumed_from_run_id
FROM agent_runs r JOIN sessions s ON s.id = r.session_id;

-- What a token is for where it is for one thing alone: calendar. Its role is reader.
ALTER TABLE access_token ADD COLUMN purpose TEXT CHECK (purpose = 'calendar');
