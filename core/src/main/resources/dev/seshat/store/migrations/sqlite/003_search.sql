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
  CHECK ((entity_kind = 'interaction') = (interaction_sequence IS NOT NULL)),
  CHECK ((entity_kind = 'interaction') = (entity_id IS NULL))
){strict};
CREATE UNIQUE INDEX search_entry_by_turn ON search_entry (session_id, interaction_sequence);
CREATE UNIQUE INDEX search_entry_by_entity ON search_entry (entity_kind, entity_id) WHERE entity_id IS NOT NULL;

-- rowid = search_entry.id; no text is kept here, snippets are read from the things themselves
CREATE VIRTUAL TABLE search_text USING fts5 (text, context, content = '', contentless_delete = 1, tokenize = 'ascii');
CREATE VIRTUAL TABLE search_word USING fts5vocab (search_text, instance);
