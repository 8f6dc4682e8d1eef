-- What agents' work costs: hosts, models, prices with their snapshots, and the tokens of every request.

CREATE TABLE hosts (
  id {id},
  name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 200),
  -- the name in lower case with '-' between words, so that one host is not written in two ways
  slug TEXT NOT NULL UNIQUE,
  base_url TEXT,
  created_at {time} NOT NULL
){strict};
INSERT INTO hosts (name, slug, base_url, created_at) VALUES
  ('Anthropic', 'anthropic', 'https://api.anthropic.com', '2026-01-01T00:00:00.000Z'),
  ('OpenAI', 'openai', 'https://api.openai.com/v1', '2026-01-01T00:00:00.000Z'),
  ('Google', 'google', 'https://generativelanguage.googleapis.com', '2026-01-01T00:00:00.000Z'),
  ('Ollama', 'ollama', 'http://localhost:11434', '2026-01-01T00:00:00.000Z');

CREATE TABLE models (
  id {id},
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  host_id {long} NOT NULL REFERENCES hosts (id) ON DELETE RESTRICT,
  -- for people who look: what the price book said last; costs are computed from model_prices
  input_cost_per_1k {real},
  output_cost_per_1k {real},
  created_at {time} NOT NULL,
  UNIQUE (name, host_id)
){strict};
CREATE INDEX models_by_host ON models (host_id, name);

-- A state of the price book. Every computed cost names the one that it was computed with.
CREATE TABLE price_snapshots (
  id {id},
  created_at {time} NOT NULL,
  created_by TEXT NOT NULL,
  reason TEXT NOT NULL,
  -- the version of the built-in table that was in force
  table_version TEXT NOT NULL
){strict};

-- The price book in force: one row, locked while a snapshot is made.
CREATE TABLE price_head (
  id {long} NOT NULL PRIMARY KEY CHECK (id = 1),
  snapshot_id {long} REFERENCES price_snapshots (id) ON DELETE RESTRICT,
  table_version TEXT NOT NULL
){strict};
CREATE INDEX price_head_by_snapshot ON price_head (snapshot_id);
INSERT INTO price_head (id, snapshot_id, table_version) VALUES (1, NULL, '');

-- Lines of the price book, in millionths of a US dollar per million tokens. A line is in force from the snapshot since_snapshot
-- until before until_snapshot; nothing is changed or removed, so that an old cost can always be explained.
CREATE TABLE model_prices (
  id {id},
  origin TEXT NOT NULL CHECK (origin IN ('person', 'import', 'built_in')),
  source TEXT NOT NULL,
  provider TEXT NOT NULL,
  model TEXT NOT NULL,
  patterns {json patterns} NOT NULL,
  valid_from {time},
  is_batch {flag is_batch} NOT NULL,
  above_input_tokens {long} NOT NULL CHECK (above_input_tokens >= 0),
  input_micros {long} CHECK (input_micros >= 0),
  output_micros {long} CHECK (output_micros >= 0),
  cache_read_micros {long} CHECK (cache_read_micros >= 0),
  cache_write_5m_micros {long} CHECK (cache_write_5m_micros >= 0),
  cache_write_1h_micros {long} CHECK (cache_write_1h_micros >= 0),
  since_snapshot {long} NOT NULL REFERENCES price_snapshots (id) ON DELETE RESTRICT,
  until_snapshot {long} REFERENCES price_snapshots (id) ON DELETE RESTRICT
){strict};
CREATE INDEX model_prices_by_since ON model_prices (since_snapshot);
CREATE INDEX model_prices_by_until ON model_prices (until_snapshot, provider, model);

CREATE TABLE token_usage (
  id {id},
  timestamp {time} NOT NULL,
  -- quarters of an hour since 1970 in UTC: days of every time zone are made of them
  quarter {long} NOT NULL,
  project_id {long} NOT NULL REFERENCES projects (id) ON DELETE RESTRICT,
  host_id {long} NOT NULL REFERENCES hosts (id) ON DELETE RESTRICT,
  model_id {long} NOT NULL REFERENCES models (id) ON DELETE RESTRICT,
  -- money was spent, whatever becomes of the session
  session_id {uuid} REFERENCES sessions (id) ON DELETE SET NULL,
  interaction_id {long} REFERENCES session_interaction (id) ON DELETE SET NULL,
  input_tokens {long} NOT NULL CHECK (input_tokens >= 0),
  cache_read_tokens {long} NOT NULL CHECK (cache_read_tokens >= 0),
  cache_write_5m_tokens {long} NOT NULL CHECK (cache_write_5m_tokens >= 0),
  cache_write_1h_tokens {long} NOT NULL CHECK (cache_write_1h_tokens >= 0),
  output_tokens {long} NOT NULL CHECK (output_tokens >= 0),
  reasoning_tokens {long} NOT NULL CHECK (reasoning_tokens BETWEEN 0 AND output_tokens),
  total_tokens {long} NOT NULL
    CHECK (total_tokens >= input_tokens + cache_read_tokens + cache_write_5m_tokens + cache_write_1h_tokens + output_tokens),
  -- billionths of a US dollar; null when it is unpriced
  cost_nanos {long} CHECK (cost_nanos >= 0),
  cost_grade TEXT NOT NULL CHECK (cost_grade IN ('reported', 'computed', 'lower_bound', 'unpriced')),
  price_snapshot {long} REFERENCES price_snapshots (id) ON DELETE RESTRICT,
  is_batch {flag is_batch} NOT NULL,
  is_incomplete {flag is_incomplete} NOT NULL,
  git_branch TEXT,
  request_id TEXT,
  user_id TEXT,
  source TEXT,
  created_at {time} NOT NULL,
  CHECK ((cost_nanos IS NULL) = (cost_grade = 'unpriced')),
  CHECK ((price_snapshot IS NULL) = (cost_grade = 'reported'))
){strict};
CREATE UNIQUE INDEX token_usage_by_request ON token_usage (host_id, request_id) WHERE request_id IS NOT NULL;
CREATE INDEX token_usage_by_time ON token_usage (timestamp, id);
CREATE INDEX token_usage_by_project ON token_usage (project_id, timestamp);
CREATE INDEX token_usage_by_host ON token_usage (host_id, timestamp);
CREATE INDEX token_usage_by_model ON token_usage (model_id, timestamp);
CREATE INDEX token_usage_by_user ON token_usage (user_id, timestamp);
CREATE INDEX token_usage_by_session ON token_usage (session_id, timestamp);
CREATE INDEX token_usage_by_branch ON token_usage (git_branch, timestamp);
CREATE INDEX token_usage_by_interaction ON token_usage (interaction_id) WHERE interaction_id IS NOT NULL;
CREATE INDEX token_usage_by_snapshot ON token_usage (price_snapshot, id);

CREATE VIEW v_models AS
SELECT m.id, m.name, h.name AS host, m.input_cost_per_1k, m.output_cost_per_1k, m.created_at
FROM models m JOIN hosts h ON h.id = m.host_id;

CREATE VIEW v_prices AS
SELECT id, origin, source, provider, model, patterns, valid_from, is_batch, above_input_tokens,
  input_micros / 1000000.0 AS input_usd_per_mtok, output_micros / 1000000.0 AS output_usd_per_mtok,
  cache_read_micros / 1000000.0 AS cache_read_usd_per_mtok, cache_write_5m_micros / 1000000.0 AS cache_write_5m_usd_per_mtok,
  cache_write_1h_micros / 1000000.0 AS cache_write_1h_usd_per_mtok, since_snapshot, until_snapshot
FROM model_prices;

CREATE VIEW v_usage AS
SELECT u.id, u.timestamp, p.name AS project, h.name AS host, m.name AS model, u.session_id, u.interaction_id, u.input_tokens,
  u.cache_read_tokens, u.cache_write_5m_tokens, u.cache_write_1h_tokens, u.output_tokens, u.reasoning_tokens, u.total_tokens,
  u.cost_nanos / 1000000000.0 AS cost_usd, u.cost_grade, u.price_snapshot, u.is_batch, u.is_incomplete, u.git_branch, u.request_id,
  u.user_id, u.source, u.created_at
FROM token_usage u JOIN projects p ON p.id = u.project_id JOIN hosts h ON h.id = u.host_id JOIN models m ON m.id = u.model_id;

-- days in UTC
CREATE VIEW v_usage_daily AS
SELECT day, project, host, model, user_id, COUNT(*) AS requests, SUM(input_tokens) AS input_tokens,
  SUM(cache_read_tokens) AS cache_read_tokens, SUM(cache_write_5m_tokens) AS cache_write_5m_tokens,
  SUM(cache_write_1h_tokens) AS cache_write_1h_tokens, SUM(output_tokens) AS output_tokens,
  SUM(reasoning_tokens) AS reasoning_tokens, SUM(total_tokens) AS total_tokens,
  SUM(cost_nanos) / 1000000000.0 AS cost_usd, SUM(CASE WHEN cost_grade = 'unpriced' THEN 1 ELSE 0 END) AS unpriced_requests
FROM (
  SELECT {day timestamp} AS day, p.name AS project, h.name AS host, m.name AS model, u.user_id, u.input_tokens, u.cache_read_tokens,
    u.cache_write_5m_tokens, u.cache_write_1h_tokens, u.output_tokens, u.reasoning_tokens, u.total_tokens, u.cost_nanos, u.cost_grade
  FROM token_usage u JOIN projects p ON p.id = u.project_id JOIN hosts h ON h.id = u.host_id JOIN models m ON m.id = u.model_id
) daily
GROUP BY day, project, host, model, user_id;
