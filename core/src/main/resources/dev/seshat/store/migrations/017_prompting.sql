-- Prompts worked out in iterations, and what the iterations taught.

-- What a session works towards; one row per session that iterates.
CREATE TABLE prompt_references (
  session_id {uuid} NOT NULL PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE,
  -- the vocabulary: dimensions, parameters, action types
  profile TEXT NOT NULL CHECK (length(profile) BETWEEN 1 AND 64),
  reference_description TEXT,
  reference_analysis {json reference_analysis},
  reference_image_paths {json reference_image_paths} NOT NULL,
  approach_rationale TEXT,
  reflected {flag reflected} NOT NULL,
  reflected_at {time},
  created_at {time} NOT NULL,
  updated_at {time} NOT NULL,
  version {long} NOT NULL DEFAULT 1
){strict};
CREATE INDEX prompt_references_unreflected ON prompt_references (session_id) WHERE reflected_at IS NULL;

CREATE TABLE iterations (
  id {id},
  -- what the search index knows it by
  entry_id {uuid} NOT NULL UNIQUE,
  session_id {uuid} NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  iteration_number {long} NOT NULL CHECK (iteration_number > 0),
  prompt TEXT NOT NULL CHECK (length(trim(prompt)) > 0),
  parameters {json parameters} NOT NULL,
  -- the version of whatever generator was asked
  mj_version TEXT CHECK (length(mj_version) BETWEEN 1 AND 64),
  action_type TEXT NOT NULL CHECK (length(action_type) BETWEEN 1 AND 64),
  -- the place in the grid of the iteration before
  parent_image {long} CHECK (parent_image BETWEEN 1 AND 64),
  result_assessment {json result_assessment},
  -- the average over the images of the batch, and that of its best image; computed, 0 to 1
  score {real} CHECK (score BETWEEN 0 AND 1),
  best_score {real} CHECK (best_score BETWEEN 0 AND 1),
  scores_validated {flag scores_validated} NOT NULL,
  user_feedback TEXT,
  gap_analysis {json gap_analysis},
  success {flag success} NOT NULL,
  what_worked {json what_worked} NOT NULL,
  what_failed {json what_failed} NOT NULL,
  logged_by TEXT NOT NULL,
  external_id TEXT,
  created_at {time} NOT NULL,
  updated_at {time} NOT NULL,
  version {long} NOT NULL DEFAULT 1,
  UNIQUE (session_id, iteration_number)
){strict};
CREATE UNIQUE INDEX iterations_by_external ON iterations (session_id, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX iterations_by_time ON iterations (created_at, id);

CREATE TABLE patterns (
  id TEXT NOT NULL PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 100),
  category TEXT NOT NULL CHECK (length(category) BETWEEN 1 AND 64),
  subcategory TEXT CHECK (length(subcategory) BETWEEN 1 AND 64),
  problem TEXT NOT NULL CHECK (length(trim(problem)) > 0),
  solution TEXT NOT NULL CHECK (length(trim(solution)) > 0),
  example_bad TEXT,
  example_good TEXT,
  specificity TEXT NOT NULL CHECK (specificity IN ('universal', 'general', 'specific', 'user-preference')),
  tags {json tags} NOT NULL,
  -- when it holds, if not always
  context TEXT,
  notes TEXT,
  -- a number on both databases, so that "is_active = 1" is understood by both
  is_active {long} NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
  forgotten_reason TEXT,
  auto_extracted {long} NOT NULL DEFAULT 0 CHECK (auto_extracted IN (0, 1)),
  is_reviewed {long} NOT NULL DEFAULT 0 CHECK (is_reviewed IN (0, 1)),
  mj_version_discovered TEXT CHECK (length(mj_version_discovered) BETWEEN 1 AND 64),
  discovered_in {uuid} REFERENCES sessions (id) ON DELETE SET NULL,
  discovered_at {time} NOT NULL,
  -- what follows is derived from the evidence, and written with it
  last_validated_at {time},
  last_failed_at {time},
  times_tested {long} NOT NULL DEFAULT 0 CHECK (times_tested >= 0),
  times_succeeded {long} NOT NULL DEFAULT 0 CHECK (times_succeeded BETWEEN 0 AND times_tested),
  success_rate {real} CHECK (success_rate BETWEEN 0 AND 1),
  -- the lower bound of the rate (Wilson, 95 %): what patterns are ranked by
  lower_bound {real} NOT NULL DEFAULT 0 CHECK (lower_bound BETWEEN 0 AND 1),
  confidence TEXT NOT NULL DEFAULT 'low' CHECK (confidence IN ('low', 'medium', 'high')),
  -- what a file that was imported said of itself
  stated_confidence TEXT CHECK (stated_confidence IN ('low', 'medium', 'high')),
  -- the words of problem and solution, normalised, by which the like of it is found
  fingerprint TEXT NOT NULL,
  updated_at {time} NOT NULL,
  version {long} NOT NULL DEFAULT 1
){strict};
CREATE INDEX patterns_ranked ON patterns (is_active, lower_bound, id);
CREATE INDEX patterns_by_category ON patterns (category, is_active, lower_bound, id);
CREATE INDEX patterns_by_fingerprint ON patterns (fingerprint);
CREATE INDEX patterns_by_discovery ON patterns (discovered_in) WHERE discovered_in IS NOT NULL;

-- What spoke for or against a pattern; rows are added, never changed.
CREATE TABLE pattern_evidence (
  id {id},
  pattern_id TEXT NOT NULL REFERENCES patterns (id) ON DELETE CASCADE,
  session_id {uuid} REFERENCES sessions (id) ON DELETE SET NULL,
  iteration_id {long} REFERENCES iterations (id) ON DELETE SET NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('supported', 'contradicted', 'neutral')),
  validated_by TEXT NOT NULL CHECK (validated_by IN ('person', 'agent', 'import')),
  mj_version TEXT CHECK (length(mj_version) BETWEEN 1 AND 64),
  notes TEXT,
  -- what must not be counted twice: a reflection, a line of a file
  evidence_key TEXT UNIQUE CHECK (length(evidence_key) BETWEEN 1 AND 300),
  added_by TEXT NOT NULL,
  created_at {time} NOT NULL
){strict};
CREATE INDEX pattern_evidence_by_pattern ON pattern_evidence (pattern_id, id);
CREATE INDEX pattern_evidence_by_session ON pattern_evidence (session_id) WHERE session_id IS NOT NULL;
CREATE INDEX pattern_evidence_by_iteration ON pattern_evidence (iteration_id) WHERE iteration_id IS NOT NULL;

CREATE TABLE keyword_effectiveness (
  id {id},
  keyword TEXT NOT NULL CHECK (length(trim(keyword)) BETWEEN 1 AND 500),
  intended_effect TEXT NOT NULL,
  actual_effect TEXT,
  -- null while too few uses tell
  effectiveness TEXT CHECK (effectiveness IN ('excellent', 'good', 'moderate', 'poor', 'counterproductive')),
  better_alternative TEXT,
  context TEXT,
  notes TEXT,
  mj_version TEXT CHECK (length(mj_version) BETWEEN 1 AND 64),
  -- who rated it; null while its counts do
  rated_by TEXT,
  times_used {long} NOT NULL DEFAULT 0 CHECK (times_used >= 0),
  times_effective {long} NOT NULL DEFAULT 0 CHECK (times_effective BETWEEN 0 AND times_used),
  last_used_at {time},
  created_at {time} NOT NULL,
  updated_at {time} NOT NULL,
  UNIQUE (keyword, intended_effect)
){strict};
CREATE INDEX keyword_effectiveness_by_rating ON keyword_effectiveness (effectiveness, keyword, id);

-- Which reflection counted which keyword, so that none counts twice.
CREATE TABLE keyword_use (
  keyword_id {long} NOT NULL REFERENCES keyword_effectiveness (id) ON DELETE CASCADE,
  iteration_id {long} NOT NULL REFERENCES iterations (id) ON DELETE CASCADE,
  was_effective {flag was_effective},
  PRIMARY KEY (keyword_id, iteration_id)
){strict};
CREATE INDEX keyword_use_by_iteration ON keyword_use (iteration_id);

CREATE TABLE session_patterns_applied (
  session_id {uuid} NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  pattern_id TEXT NOT NULL REFERENCES patterns (id) ON DELETE CASCADE,
  applied_at {time} NOT NULL,
  -- null until the session has ended and was reflected on
  was_effective {flag was_effective},
  PRIMARY KEY (session_id, pattern_id)
){strict};
CREATE INDEX session_patterns_applied_by_pattern ON session_patterns_applied (pattern_id);

-- Which iterations used an applied pattern.
CREATE TABLE iteration_pattern (
  iteration_id {long} NOT NULL REFERENCES iterations (id) ON DELETE CASCADE,
  pattern_id TEXT NOT NULL REFERENCES patterns (id) ON DELETE CASCADE,
  PRIMARY KEY (iteration_id, pattern_id)
){strict};
CREATE INDEX iteration_pattern_by_pattern ON iteration_pattern (pattern_id);

-- The words of patterns and keywords, as the index over everything said has them.
CREATE TABLE search_pattern (
  word TEXT NOT NULL CHECK (length(word) BETWEEN 1 AND 100),
  pattern_id TEXT NOT NULL REFERENCES patterns (id) ON DELETE CASCADE,
  PRIMARY KEY (word, pattern_id)
){strict};
CREATE INDEX search_pattern_by_pattern ON search_pattern (pattern_id, word);

CREATE TABLE search_keyword (
  word TEXT NOT NULL CHECK (length(word) BETWEEN 1 AND 100),
  keyword_id {long} NOT NULL REFERENCES keyword_effectiveness (id) ON DELETE CASCADE,
  PRIMARY KEY (word, keyword_id)
){strict};
CREATE INDEX search_keyword_by_keyword ON search_keyword (keyword_id, word);

DROP VIEW v_sessions;
CREATE VIEW v_sessions AS
SELECT s.id, s.short_id, s.kind, s.session_type, s.name, s.intention, s.description, s.status, s.outcome, p.name AS project,
  s.working_directory, s.git_branch, s.tool_name, s.external_session_id, s.chat_id, s.username, s.llm_model, s.previous_session_id,
  s.forked_from_id, s.forked_at_sequence, s.parent_session_id, s.scheduled_at, s.started_at, s.ended_at, s.active_seconds,
  s.last_activity_at, s.created_at, s.updated_at, s.summary, s.success_rating, s.completion_percentage, s.final_successful_prompt,
  s.priority_level, s.interaction_count, s.iteration_count, s.image_count, s.artifact_count, s.note_count, s.total_tokens,
  s.cost_nanos / 1000000000.0 AS cost_usd, s.unpriced_count, s.tags, s.context, s.metadata
FROM sessions s LEFT JOIN projects p ON p.id = s.project_id;

CREATE VIEW v_iterations AS
SELECT i.session_id, i.id, i.iteration_number, i.prompt, i.parameters, i.mj_version, i.action_type, i.parent_image, i.result_assessment,
  i.score, i.best_score, i.scores_validated, i.user_feedback, i.gap_analysis, i.success, i.what_worked, i.what_failed, i.logged_by,
  i.created_at
FROM iterations i;

CREATE VIEW v_prompt_references AS
SELECT session_id, profile, reference_description, reference_analysis, reference_image_paths, approach_rationale, reflected, reflected_at
FROM prompt_references;

CREATE VIEW v_patterns AS
SELECT id, category, subcategory, problem, solution, example_bad, example_good, specificity, tags, context, notes, is_active, auto_extracted,
  is_reviewed, mj_version_discovered, discovered_in, discovered_at, last_validated_at, last_failed_at, times_tested, times_succeeded,
  success_rate, lower_bound, confidence, stated_confidence
FROM patterns;

CREATE VIEW v_pattern_evidence AS
SELECT id, pattern_id, session_id, iteration_id, outcome, validated_by, mj_version, notes, added_by, created_at FROM pattern_evidence;

CREATE VIEW v_keywords AS
SELECT id, keyword, intended_effect, actual_effect, effectiveness, better_alternative, context, notes, mj_version, rated_by,
  times_used, times_effective, last_used_at
FROM keyword_effectiveness;

CREATE VIEW v_patterns_applied AS
SELECT session_id, pattern_id, applied_at, was_effective FROM session_patterns_applied;
