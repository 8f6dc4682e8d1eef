-- Pictures: the rows; their bytes are files beside the store.

-- One row: whose the folder of files is, which says the same; and what those who put files there wait for one another by.
CREATE TABLE image_store (
  id {long} NOT NULL PRIMARY KEY CHECK (id = 1),
  store_id {uuid} NOT NULL
){strict};

CREATE TABLE images (
  image_id TEXT NOT NULL PRIMARY KEY CHECK (length(image_id) BETWEEN 1 AND 100),
  -- where the bytes are: a path below the folder of files, or an address elsewhere
  image_url TEXT NOT NULL CHECK (length(image_url) BETWEEN 1 AND 2000),
  is_styled {flag is_styled} NOT NULL,
  is_reference {flag is_reference} NOT NULL,
  parent_id TEXT REFERENCES images (image_id) ON DELETE SET NULL,
  session_id {uuid} NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  iteration_id {long} REFERENCES iterations (id) ON DELETE SET NULL,
  -- 1-based in its iteration
  position {long} CHECK (position BETWEEN 1 AND 64),
  -- the four are null of a picture whose bytes are elsewhere
  media_type TEXT CHECK (media_type IN ('image/png', 'image/jpeg', 'image/webp', 'image/gif')),
  bytes {long} CHECK (bytes > 0),
  width {long} CHECK (width BETWEEN 1 AND 16384),
  height {long} CHECK (height BETWEEN 1 AND 16384),
  sha256 TEXT CHECK (length(sha256) = 64),
  meta {json meta} NOT NULL,
  added_by TEXT NOT NULL,
  created_at {time} NOT NULL,
  CHECK ((sha256 IS NULL) = (bytes IS NULL))
){strict};
-- with the session, so that those of a project are picked without a look at the rows
CREATE INDEX images_by_time ON images (created_at, image_id, session_id);
CREATE INDEX images_by_session ON images (session_id, created_at, image_id);
CREATE INDEX images_by_style ON images (is_styled, created_at, image_id);
CREATE INDEX images_by_kind ON images (is_reference, created_at, image_id);
CREATE INDEX images_by_iteration ON images (iteration_id) WHERE iteration_id IS NOT NULL;
CREATE INDEX images_by_parent ON images (parent_id, created_at, image_id) WHERE parent_id IS NOT NULL;
CREATE INDEX images_by_bytes ON images (sha256) WHERE sha256 IS NOT NULL;
CREATE INDEX images_by_url ON images (image_url);
CREATE UNIQUE INDEX images_by_place ON images (iteration_id, position) WHERE iteration_id IS NOT NULL AND position IS NOT NULL;

-- The words of a picture's meta, by which it is found, the newest first.
CREATE TABLE image_word (
  word TEXT NOT NULL CHECK (length(word) BETWEEN 1 AND 100),
  created_at {time} NOT NULL,
  image_id TEXT NOT NULL REFERENCES images (image_id) ON DELETE CASCADE,
  PRIMARY KEY (word, created_at, image_id)
){strict};
CREATE INDEX image_word_by_image ON image_word (image_id, word);

-- How like two pictures are, measured; kept because it is costly to measure.
CREATE TABLE image_comparison (
  image_id TEXT NOT NULL REFERENCES images (image_id) ON DELETE CASCADE,
  other_id TEXT NOT NULL REFERENCES images (image_id) ON DELETE CASCADE,
  -- named measures and their values
  measures {json measures} NOT NULL,
  compared_at {time} NOT NULL,
  PRIMARY KEY (image_id, other_id)
){strict};
CREATE INDEX image_comparison_by_other ON image_comparison (other_id);

CREATE VIEW v_images AS
SELECT i.image_id, i.image_url, i.is_styled, i.is_reference, i.parent_id, i.session_id, i.iteration_id, i.position, i.media_type, i.bytes,
  i.width, i.height, i.sha256, i.meta, i.created_at
FROM images i;
