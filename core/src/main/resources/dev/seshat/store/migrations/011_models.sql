-- Calls of language models that Seshat makes itself, and budgets.

CREATE TABLE model_calls (
  id {id},
  at {time} NOT NULL,
  -- what it was for, such as session.summarize
  purpose TEXT NOT NULL CHECK (length(purpose) BETWEEN 1 AND 64),
  project_id {long} NOT NULL REFERENCES projects (id) ON DELETE RESTRICT,
  user_id TEXT,
  -- what was asked and answered is content of the session, and goes with it; what it cost stays in token_usage
  session_id {uuid} REFERENCES sessions (id) ON DELETE CASCADE,
  -- the promise that it was made for; a promise may go before the call
  promise_id {long},
  host TEXT NOT NULL,
  model TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('running', 'ok', 'refused', 'invalid', 'failed', 'stopped')),
  error TEXT,
  -- how often the model was asked
  attempts {long} NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  duration_ms {long} CHECK (duration_ms >= 0),
  -- a moment after which a running call has been given up by whoever made it
  until {time} NOT NULL,
  -- the first characters, secrets masked, and how many there were
  prompt TEXT NOT NULL,
  prompt_chars {long} NOT NULL CHECK (prompt_chars >= 0),
  answer TEXT,
  answer_chars {long} CHECK (answer_chars >= 0)
){strict};
CREATE INDEX model_calls_by_project ON model_calls (project_id, id);
CREATE INDEX model_calls_by_session ON model_calls (session_id, id);
CREATE INDEX model_calls_by_status ON model_calls (status, id);
CREATE INDEX model_calls_by_promise ON model_calls (promise_id) WHERE promise_id IS NOT NULL;

-- What each attempt of a call used.
CREATE TABLE model_call_usage (
  call_id {long} NOT NULL REFERENCES model_calls (id) ON DELETE CASCADE,
  usage_id {long} NOT NULL REFERENCES token_usage (id) ON DELETE CASCADE,
  PRIMARY KEY (call_id, usage_id)
){strict};
CREATE INDEX model_call_usage_by_usage ON model_call_usage (usage_id);

-- How much may be spent: in all, in a project, by a person, or by a person in a project.
CREATE TABLE budgets (
  id {id},
  project_id {long} REFERENCES projects (id) ON DELETE CASCADE,
  user_id TEXT CHECK (length(user_id) BETWEEN 1 AND 200),
  period TEXT NOT NULL CHECK (period IN ('day', 'week', 'month')),
  -- the three above by their names, as JSON: there is one budget of each kind
  whose TEXT NOT NULL UNIQUE,
  -- whose days they are
  zone TEXT NOT NULL,
  -- billionths of a US dollar
  limit_nanos {long} NOT NULL CHECK (limit_nanos > 0),
  -- whether it stops Seshat's own calls of models
  is_hard {flag is_hard} NOT NULL,
  -- grows when the limit changes: then the warnings begin anew
  revision {long} NOT NULL CHECK (revision >= 1),
  -- the period, by its first day, that was warned of last, and at how many per cent
  warned_period TEXT,
  warned_percent {long} CHECK (warned_percent IN (50, 80, 100)),
  set_by TEXT NOT NULL,
  created_at {time} NOT NULL,
  updated_at {time} NOT NULL,
  CHECK ((warned_period IS NULL) = (warned_percent IS NULL))
){strict};
CREATE INDEX budgets_by_project ON budgets (project_id);

-- The same ways to usage as before, now with the money in them: a sum reads the index alone.
DROP INDEX token_usage_by_time;
CREATE INDEX token_usage_by_time ON token_usage (timestamp, id, cost_grade, cost_nanos);
DROP INDEX token_usage_by_project;
CREATE INDEX token_usage_by_project ON token_usage (project_id, timestamp, cost_grade, cost_nanos);
DROP INDEX token_usage_by_user;
CREATE INDEX token_usage_by_user ON token_usage (user_id, timestamp, cost_grade, cost_nanos, project_id);

CREATE VIEW v_model_calls AS
SELECT c.id, c.at, c.purpose, p.name AS project, c.user_id, c.session_id, c.promise_id, c.host, c.model, c.status, c.error, c.attempts,
  c.duration_ms, c.prompt, c.prompt_chars, c.answer, c.answer_chars,
  (SELECT COUNT(*) FROM model_call_usage l WHERE l.call_id = c.id) AS requests,
  (SELECT SUM(u.total_tokens) FROM model_call_usage l JOIN token_usage u ON u.id = l.usage_id WHERE l.call_id = c.id) AS total_tokens,
  (SELECT SUM(u.cost_nanos) FROM model_call_usage l JOIN token_usage u ON u.id = l.usage_id WHERE l.call_id = c.id) / 1000000000.0
    AS cost_usd
FROM model_calls c JOIN projects p ON p.id = c.project_id;

CREATE VIEW v_budgets AS
SELECT b.id, p.name AS project, b.user_id, b.period, b.zone, b.limit_nanos / 1000000000.0 AS limit_usd, b.is_hard, b.warned_period,
  b.warned_percent, b.set_by, b.created_at, b.updated_at
FROM budgets b LEFT JOIN projects p ON p.id = b.project_id;
