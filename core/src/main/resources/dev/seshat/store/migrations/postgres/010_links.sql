-- Addresses on the web that somebody wants to keep: what the page says, and what was made of it.

CREATE TABLE links (
  id {id},
  -- as it was given first, in ASCII and without its fragment: what is fetched
  url TEXT NOT NULL UNIQUE CHECK (length(url) BETWEEN 1 AND 2000),
  -- what two spellings of one address have in common
  normalised_url TEXT NOT NULL UNIQUE CHECK (length(normalised_url) BETWEEN 1 AND 2000),
  -- where its redirects ended
  final_url TEXT CHECK (length(final_url) <= 2000),
  domain TEXT NOT NULL CHECK (length(domain) BETWEEN 1 AND 253),
  -- when somebody added it last
  timestamp {time} NOT NULL,
  analysis_result {json analysis_result},
  analysis_status TEXT NOT NULL CHECK (analysis_status IN ('pending', 'success', 'error')),
  title TEXT,
  main_topic TEXT,
  -- one to a line
  reasons_to_care TEXT,
  -- why the last reading came to nothing, or what it had to do without
  error_message TEXT,
  -- 'offline', or 'model' and its name
  analysed_by TEXT,
  analysed_at {time},
  -- grows with each time that reading it was asked for; done up to settled_revision
  revision {long} NOT NULL CHECK (revision > 0),
  settled_revision {long} NOT NULL CHECK (settled_revision >= 0),
  -- how often it was read or tried to
  attempts {long} NOT NULL CHECK (attempts >= 0),
  -- how often somebody added it
  mentions {long} NOT NULL CHECK (mentions > 0),
  fetched_at {time},
  http_status {long},
  content_type TEXT,
  language TEXT,
  text_content TEXT,
  is_truncated {flag is_truncated} NOT NULL,
  -- of the text, so that a page that says the same is not analysed again
  content_hash TEXT CHECK (length(content_hash) = 64),
  etag TEXT,
  last_modified TEXT,
  session_id {uuid} REFERENCES sessions (id) ON DELETE SET NULL,
  project_id {long} REFERENCES projects (id) ON DELETE SET NULL,
  -- the promise to read it that was made last
  promise_id {long} REFERENCES promises (id) ON DELETE SET NULL,
  added_by TEXT NOT NULL,
  created_at {time} NOT NULL,
  updated_at {time} NOT NULL
){strict};
CREATE INDEX links_by_time ON links (timestamp, id);
CREATE INDEX links_by_domain ON links (domain, timestamp, id);
CREATE INDEX links_by_status ON links (analysis_status, timestamp, id);
CREATE INDEX links_by_session ON links (session_id, timestamp, id) WHERE session_id IS NOT NULL;
CREATE INDEX links_by_promise ON links (promise_id) WHERE promise_id IS NOT NULL;
CREATE INDEX links_by_project ON links (project_id, timestamp, id) WHERE project_id IS NOT NULL;

CREATE VIEW v_links AS
SELECT l.id, l.url, l.final_url, l.domain, l.timestamp, l.analysis_status, l.title, l.main_topic, l.reasons_to_care,
  l.analysis_result, l.error_message, l.analysed_by, l.analysed_at, l.mentions, l.attempts, l.fetched_at, l.http_status,
  l.content_type, l.language, length(l.text_content) AS text_length, l.session_id, p.name AS project, l.promise_id, l.added_by,
  l.created_at, l.updated_at
FROM links l LEFT JOIN projects p ON p.id = l.project_id;

-- The words come ready made, as in search_entry.
CREATE TABLE search_link (
  link_id bigint PRIMARY KEY REFERENCES links (id) ON DELETE CASCADE,
  terms tsvector NOT NULL
);
CREATE INDEX search_link_by_term ON search_link USING gin (terms) WITH (gin_pending_list_limit = 256);
