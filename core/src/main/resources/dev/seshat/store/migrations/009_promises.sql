-- Work that is promised: done by workers under leases, once, and told of. And the schedules that make such promises.

CREATE TABLE promise_schedules (
  id {id},
  name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 100),
  cron TEXT NOT NULL CHECK (length(cron) BETWEEN 1 AND 200),
  zone TEXT NOT NULL CHECK (length(zone) BETWEEN 1 AND 64),
  kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 64),
  task_description TEXT NOT NULL CHECK (length(trim(task_description)) > 0),
  payload {json payload} NOT NULL,
  priority {long} NOT NULL CHECK (priority BETWEEN 1 AND 5),
  max_attempts {long} NOT NULL CHECK (max_attempts BETWEEN 1 AND 100),
  chat_id TEXT CHECK (length(chat_id) BETWEEN 1 AND 200),
  notify TEXT NOT NULL CHECK (notify IN ('always', 'failed', 'never')),
  -- what becomes of the runs that nobody was there to start
  missed TEXT NOT NULL CHECK (missed IN ('skip', 'once', 'all')),
  -- what becomes of a run that is due while the one before is not finished
  overlap TEXT NOT NULL CHECK (overlap IN ('skip', 'allow')),
  is_enabled {flag is_enabled} NOT NULL,
  -- the run that comes next; null when none does
  next_at {time},
  last_at {time},
  created_by TEXT NOT NULL,
  created_at {time} NOT NULL,
  updated_at {time} NOT NULL,
  version {long} NOT NULL DEFAULT 1
){strict};
CREATE INDEX promise_schedules_due ON promise_schedules (next_at) WHERE next_at IS NOT NULL;

CREATE TABLE promises (
  id {id},
  chat_id TEXT CHECK (length(chat_id) BETWEEN 1 AND 200),
  message_id TEXT CHECK (length(message_id) BETWEEN 1 AND 200),
  task_description TEXT NOT NULL CHECK (length(trim(task_description)) > 0),
  status TEXT NOT NULL CHECK (status IN ('waiting', 'pending', 'in_progress', 'completed', 'failed', 'cancelled')),
  created_at {time} NOT NULL,
  completed_at {time},
  result_summary TEXT,
  error_message TEXT,

  kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 64),
  payload {json payload} NOT NULL,
  priority {long} NOT NULL CHECK (priority BETWEEN 1 AND 5),
  run_at {time} NOT NULL,
  -- from when a worker may have it: run_at or the next try while it is pending, the end of the lease while it is in
  -- progress; null while it waits for others, and when it is finished
  ready_at {time},
  timeout_at {time},
  attempts {long} NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  max_attempts {long} NOT NULL CHECK (max_attempts BETWEEN 1 AND 100),
  lease_owner TEXT CHECK (length(lease_owner) BETWEEN 1 AND 200),
  lease_until {time},
  lease_ms {long} CHECK (lease_ms > 0),
  -- how often it was claimed or taken from a worker; who comes with an older number comes too late
  fence {long} NOT NULL DEFAULT 0 CHECK (fence >= 0),
  idempotency_key TEXT CHECK (length(idempotency_key) BETWEEN 1 AND 200),
  parent_id {long} REFERENCES promises (id) ON DELETE SET NULL,
  retry_of {long} REFERENCES promises (id) ON DELETE SET NULL,
  schedule_id {long} REFERENCES promise_schedules (id) ON DELETE SET NULL,
  session_id {uuid} REFERENCES sessions (id) ON DELETE SET NULL,
  notify TEXT NOT NULL CHECK (notify IN ('always', 'failed', 'never')),
  progress {long} NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 100),
  progress_note TEXT,
  -- when the log last told of the progress
  progress_at {time},
  result {json result},
  started_at {time},
  created_by TEXT NOT NULL,
  updated_at {time} NOT NULL,
  CHECK ((status IN ('completed', 'failed', 'cancelled')) = (completed_at IS NOT NULL)),
  CHECK ((status IN ('pending', 'in_progress')) = (ready_at IS NOT NULL)),
  CHECK ((status = 'in_progress') = (lease_owner IS NOT NULL)),
  CHECK ((status = 'in_progress') = (lease_until IS NOT NULL))
){strict};
-- what a worker may have is looked up here, however much is finished, late or of other kinds
CREATE INDEX promises_to_claim ON promises (kind, priority, ready_at, id) WHERE ready_at IS NOT NULL;
CREATE INDEX promises_leased ON promises (lease_owner, id) WHERE lease_owner IS NOT NULL;
CREATE INDEX promises_to_time_out ON promises (timeout_at) WHERE timeout_at IS NOT NULL AND completed_at IS NULL;
CREATE INDEX promises_finished ON promises (completed_at, id) WHERE completed_at IS NOT NULL;
CREATE UNIQUE INDEX promises_by_key ON promises (idempotency_key) WHERE idempotency_key IS NOT NULL;
CREATE UNIQUE INDEX promises_by_retry ON promises (retry_of) WHERE retry_of IS NOT NULL;
CREATE INDEX promises_by_status ON promises (status, id);
CREATE INDEX promises_by_kind ON promises (kind, id);
CREATE INDEX promises_by_chat ON promises (chat_id, id) WHERE chat_id IS NOT NULL;
CREATE INDEX promises_by_session ON promises (session_id, id) WHERE session_id IS NOT NULL;
CREATE INDEX promises_by_parent ON promises (parent_id, id) WHERE parent_id IS NOT NULL;
CREATE INDEX promises_by_schedule ON promises (schedule_id, id) WHERE schedule_id IS NOT NULL;

-- What a promise waits for.
CREATE TABLE promise_dependencies (
  promise_id {long} NOT NULL REFERENCES promises (id) ON DELETE CASCADE,
  depends_on_id {long} NOT NULL REFERENCES promises (id) ON DELETE CASCADE,
  PRIMARY KEY (promise_id, depends_on_id),
  CHECK (promise_id <> depends_on_id)
){strict};
CREATE INDEX promise_dependencies_by_other ON promise_dependencies (depends_on_id, promise_id);

CREATE VIEW v_promises AS
SELECT id, kind, task_description, status, priority, chat_id, message_id, session_id, parent_id, retry_of, schedule_id, attempts,
  max_attempts, run_at, ready_at, timeout_at, lease_owner, lease_until, progress, progress_note, payload, result, result_summary,
  error_message, created_by, created_at, started_at, completed_at
FROM promises;

CREATE VIEW v_schedules AS
SELECT id, name, cron, zone, kind, task_description, payload, priority, is_enabled, missed, overlap, next_at, last_at, created_by,
  created_at, updated_at
FROM promise_schedules;
