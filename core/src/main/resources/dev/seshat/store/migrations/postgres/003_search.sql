-- The search index. The words come ready made (folded and stemmed by the program), so that both databases hold the same.

CREATE TABLE search_entry (
  id {id},
  entity_kind TEXT NOT NULL CHECK (length(entity_kind) BETWEEN 1 AND 64 AND entity_kind = lower(entity_kind)),
  -- the thing's own id; a turn has none and goes by its number
  entity_id {uuid},
  session_id {uuid} NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  interaction_sequence {long},
  author TEXT NOT NULL,
  created_at {time} NOT NULL,
  -- its own words have the weight A, its neighbours' words none
  terms tsvector NOT NULL,
  -- how many words that is, repeated ones counted
  length integer NOT NULL,
  CHECK ((entity_kind = 'interaction') = (interaction_sequence IS NOT NULL)),
  CHECK ((entity_kind = 'interaction') = (entity_id IS NULL))
);
CREATE UNIQUE INDEX search_entry_by_turn ON search_entry (session_id, interaction_sequence);
CREATE UNIQUE INDEX search_entry_by_entity ON search_entry (entity_kind, entity_id) WHERE entity_id IS NOT NULL;
-- a short pending list: it is read whole by every question
CREATE INDEX search_entry_by_term ON search_entry USING gin (terms) WITH (gin_pending_list_limit = 256);
