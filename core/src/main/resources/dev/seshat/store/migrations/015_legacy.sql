-- Rows of older systems that were taken over, as they were read last: so that none is taken over twice, a row that was
-- changed there is noticed, and what has no column here is kept.

CREATE TABLE legacy_row (
  -- the system: 'agent-system'…
  document TEXT NOT NULL CHECK (length(document) BETWEEN 1 AND 64),
  source_table TEXT NOT NULL CHECK (length(source_table) BETWEEN 1 AND 200),
  -- SHA-256 of what makes the row that row, wherever its file stands and however it is numbered
  origin_key TEXT NOT NULL CHECK (length(origin_key) = 64),
  session_id {uuid} REFERENCES sessions (id) ON DELETE CASCADE,
  -- the state of the row that was taken over: of two states the later one counts
  as_of {time} NOT NULL,
  digest TEXT NOT NULL CHECK (length(digest) = 64),
  told {json told} NOT NULL,
  imported_at {time} NOT NULL,
  PRIMARY KEY (document, source_table, origin_key)
){strict};
CREATE INDEX legacy_row_by_session ON legacy_row (session_id) WHERE session_id IS NOT NULL;

CREATE VIEW v_legacy_rows AS
SELECT document, source_table, origin_key, session_id, as_of, told, imported_at FROM legacy_row;
