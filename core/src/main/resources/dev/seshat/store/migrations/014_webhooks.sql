-- Who is told of changes over HTTP, and how far each has been told.

CREATE TABLE webhooks (
  id {id},
  name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 100),
  url TEXT NOT NULL CHECK (length(url) BETWEEN 1 AND 2000),
  -- it signs, so it is kept as it is; never shown again
  secret TEXT NOT NULL,
  events {json events} NOT NULL,
  is_enabled {flag is_enabled} NOT NULL,
  allow_private {flag allow_private} NOT NULL,
  -- the number of the last change that was looked at
  position {long} NOT NULL CHECK (position >= 0),
  -- the promise of the delivery that is under way, or was last
  delivery_id {long},
  last_status {long},
  last_error TEXT,
  last_seq {long},
  last_at {time},
  created_by TEXT NOT NULL,
  created_at {time} NOT NULL
){strict};
