-- Transcript files of other programs: what was read of each, what it told, and the file itself.

CREATE TABLE transcript_file (
  id {id},
  client TEXT NOT NULL,
  path TEXT NOT NULL CHECK (length(path) BETWEEN 1 AND 2000),
  -- grows when the client has rewritten the file rather than appended to it; the earlier one is kept
  edition {long} NOT NULL CHECK (edition > 0),
  session_id {uuid} NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  -- what stands in the archive: that many bytes, with that hash
  size {long} NOT NULL CHECK (size >= 0),
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  -- how far it was understood: up to the last whole line
  parsed_bytes {long} NOT NULL,
  parsed_lines {long} NOT NULL,
  modified_ms {long} NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('reading', 'done')),
  imported_at {time} NOT NULL,
  UNIQUE (client, path, edition)
){strict};
CREATE INDEX transcript_file_by_session ON transcript_file (session_id, path);

-- Its bytes, zstd frames one after the other, cut into pieces of at most 1 MiB.
CREATE TABLE transcript_chunk (
  file_id {long} NOT NULL REFERENCES transcript_file (id) ON DELETE CASCADE,
  position {long} NOT NULL,
  data {blob} NOT NULL,
  PRIMARY KEY (file_id, position)
){strict};

-- Which sessions a file tells of, and where reading it stands for each.
CREATE TABLE transcript_source (
  file_id {long} NOT NULL REFERENCES transcript_file (id) ON DELETE CASCADE,
  session_id {uuid} NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  session_key TEXT NOT NULL,
  parent_key TEXT,
  state {json state} NOT NULL,
  PRIMARY KEY (file_id, session_id)
){strict};
CREATE INDEX transcript_source_by_session ON transcript_source (session_id);
CREATE INDEX transcript_source_by_key ON transcript_source (session_key);
CREATE INDEX transcript_source_by_parent ON transcript_source (parent_key);

-- Each record in each file that has it. The same record may stand in many files and be told of many sessions; its
-- interactions stand in one: the session of the row that is home.
CREATE TABLE transcript_record (
  uuid TEXT NOT NULL,
  file_id {long} NOT NULL REFERENCES transcript_file (id) ON DELETE CASCADE,
  session_id {uuid} NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  is_home {flag is_home} NOT NULL,
  -- 0 in its own session's file, 1 copied into another's, 2 retold by the parent
  source_rank {long} NOT NULL CHECK (source_rank BETWEEN 0 AND 2),
  at {time} NOT NULL,
  -- the time with what went back in the file taken forward, so that a file's order is kept
  sort_at {time} NOT NULL,
  line {long} NOT NULL,
  parts {long} NOT NULL,
  request_id TEXT,
  facts {json facts} NOT NULL,
  PRIMARY KEY (uuid, file_id)
){strict};
CREATE INDEX transcript_record_by_session ON transcript_record (session_id, sort_at, uuid);
CREATE INDEX transcript_record_by_file ON transcript_record (file_id, line);

-- What importing said of a session last, so that what a person has changed since is left alone.
CREATE TABLE transcript_telling (
  session_id {uuid} NOT NULL PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE,
  told {json told} NOT NULL
){strict};

CREATE VIEW v_transcripts AS
SELECT session_id, client, path, edition, size, sha256, state, imported_at FROM transcript_file;
