-- How long sessions are kept, by kind.

CREATE TABLE retention_rule (
  -- '*' stands for every kind that has no rule of its own
  kind TEXT NOT NULL PRIMARY KEY CHECK (length(kind) BETWEEN 1 AND 64),
  -- days since the last activity after which an ended session is archived
  archive_after_days {long} CHECK (archive_after_days BETWEEN 0 AND 36500),
  -- days in the archive after which a session is erased
  erase_after_days {long} CHECK (erase_after_days BETWEEN 0 AND 36500),
  set_by TEXT NOT NULL,
  updated_at {time} NOT NULL,
  CHECK (archive_after_days IS NOT NULL OR erase_after_days IS NOT NULL)
){strict};
