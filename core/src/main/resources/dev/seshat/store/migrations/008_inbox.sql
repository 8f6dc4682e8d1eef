-- Messages to agents and to people, by chat: kept until they are handled or read.

CREATE TABLE chats (
  chat_id TEXT NOT NULL PRIMARY KEY CHECK (length(chat_id) BETWEEN 1 AND 200),
  title TEXT CHECK (length(title) <= 200),
  -- the number of the newest message that was delivered
  last_seq {long} NOT NULL DEFAULT 0 CHECK (last_seq >= 0),
  -- up to this number nothing is left to handle
  last_seen {long} NOT NULL DEFAULT 0 CHECK (last_seen >= 0),
  last_seen_at {time},
  -- what an agent keeps about the chat, such as how far it has read elsewhere
  state {json state} NOT NULL,
  -- who is handling the chat's messages, and until when nobody else gets them
  lease_owner TEXT,
  lease_until {time},
  lease_millis {long} CHECK (lease_millis > 0),
  created_at {time} NOT NULL,
  last_message_at {time} NOT NULL
){strict};
CREATE INDEX chats_by_message ON chats (last_message_at, chat_id);

CREATE TABLE messages (
  id {id},
  chat_id TEXT NOT NULL REFERENCES chats (chat_id) ON DELETE CASCADE,
  message_id TEXT NOT NULL CHECK (length(message_id) BETWEEN 1 AND 200),
  -- its place in the chat, given when it is delivered; null until then
  seq {long} CHECK (seq > 0),
  sender TEXT NOT NULL,
  text TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('missed', 'scheduled', 'followup', 'notification')),
  status TEXT NOT NULL CHECK (status IN ('pending', 'processing', 'completed', 'failed')),
  -- from when on it is seen
  deliver_at {time} NOT NULL,
  session_id {uuid} REFERENCES sessions (id) ON DELETE CASCADE,
  -- what it tells of, as entity:id
  about TEXT CHECK (length(about) <= 200),
  -- how often handling it came to nothing, and why the last time
  attempts {long} NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  error_message TEXT,
  completed_at {time},
  completed_by TEXT,
  created_by TEXT NOT NULL,
  created_at {time} NOT NULL,
  UNIQUE (chat_id, message_id)
){strict};
CREATE INDEX messages_by_place ON messages (chat_id, seq);
CREATE INDEX messages_by_chat ON messages (chat_id, deliver_at, id);
CREATE INDEX messages_by_time ON messages (deliver_at, id);
CREATE INDEX messages_by_kind ON messages (kind, deliver_at, id);
CREATE INDEX messages_by_status ON messages (status, deliver_at, id);
CREATE INDEX messages_by_session ON messages (session_id, deliver_at, id) WHERE session_id IS NOT NULL;
CREATE INDEX messages_to_handle ON messages (chat_id, seq)
  WHERE kind <> 'notification' AND status IN ('pending', 'processing') AND seq IS NOT NULL;
CREATE INDEX messages_given ON messages (chat_id, seq) WHERE status = 'processing';
CREATE INDEX messages_unread ON messages (deliver_at, id)
  WHERE kind = 'notification' AND status = 'pending' AND seq IS NOT NULL;
CREATE INDEX messages_unread_by_chat ON messages (chat_id, deliver_at, id)
  WHERE kind = 'notification' AND status = 'pending' AND seq IS NOT NULL;
CREATE INDEX messages_due ON messages (deliver_at, id) WHERE seq IS NULL;
CREATE INDEX messages_due_by_chat ON messages (chat_id, deliver_at, id) WHERE seq IS NULL;

-- When what a note asked for was done; it goes on to say that it asked.
ALTER TABLE session_note ADD COLUMN followed_up_at {time};
ALTER TABLE session_note ADD COLUMN followed_up_by TEXT;
DROP INDEX session_note_to_follow_up;
CREATE INDEX session_note_to_follow_up ON session_note (created_at, session_id)
  WHERE requires_followup AND followed_up_at IS NULL;

DROP VIEW v_notes;
CREATE VIEW v_notes AS
SELECT session_id, id, note_type, note_content, is_important, requires_followup, noted_by, noted_at_interaction_sequence, created_at,
  followed_up_at, followed_up_by
FROM session_note;

CREATE VIEW v_messages AS
SELECT id, chat_id, message_id, seq, sender, text, kind, status, deliver_at, seq IS NOT NULL AS is_delivered, session_id, about,
  attempts, error_message, completed_at, completed_by, created_by, created_at
FROM messages;

CREATE VIEW v_chats AS
SELECT c.chat_id, c.title, c.last_seq, c.last_seen, c.last_seen_at, c.state, c.lease_owner, c.lease_until, c.created_at,
  c.last_message_at,
  (SELECT COUNT(*) FROM messages m WHERE m.chat_id = c.chat_id AND m.kind = 'notification' AND m.status = 'pending'
    AND m.seq IS NOT NULL) AS unread,
  (SELECT COUNT(*) FROM messages m WHERE m.chat_id = c.chat_id AND m.kind <> 'notification'
    AND m.status IN ('pending', 'processing') AND m.seq IS NOT NULL) AS to_handle
FROM chats c;
