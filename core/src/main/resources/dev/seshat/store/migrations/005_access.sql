-- Who may use a workspace from elsewhere, and the answers to requests that may come twice.

-- A secret by its hash. One that has a parent is a login: what a browser's cookie holds for some hours in its place.
CREATE TABLE access_token (
  id {uuid} NOT NULL PRIMARY KEY,
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  role TEXT NOT NULL CHECK (role IN ('reader', 'writer', 'owner')),
  -- SHA-256; the secret itself is 32 random bytes, so that no salt or slow hash is wanted
  hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64),
  parent_id {uuid} REFERENCES access_token (id) ON DELETE CASCADE,
  created_by TEXT NOT NULL,
  created_at {time} NOT NULL,
  -- null for one that never expires
  expires_at {time},
  last_used_at {time}
){strict};
CREATE UNIQUE INDEX access_token_by_name ON access_token (name) WHERE parent_id IS NULL;
CREATE INDEX access_token_by_parent ON access_token (parent_id, created_at);

-- What a change answered, kept with the change in one transaction, so that the same request gets the same answer.
CREATE TABLE idempotency_key (
  actor TEXT NOT NULL,
  idempotency_key TEXT NOT NULL CHECK (length(idempotency_key) BETWEEN 1 AND 200),
  -- SHA-256 of the request
  fingerprint TEXT NOT NULL CHECK (length(fingerprint) = 64),
  -- null only inside the transaction that finds it out
  answer TEXT,
  created_at {time} NOT NULL,
  PRIMARY KEY (actor, idempotency_key)
){strict};
CREATE INDEX idempotency_key_by_age ON idempotency_key (created_at);
