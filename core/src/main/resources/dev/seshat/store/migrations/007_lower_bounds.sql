-- How many requests of a session cost at least what is counted, beside those that have no price; and the ways to what is
-- left to do.

ALTER TABLE sessions ADD COLUMN lower_bound_count {long} NOT NULL DEFAULT 0;

UPDATE sessions SET lower_bound_count =
  (SELECT COUNT(*) FROM token_usage u WHERE u.session_id = sessions.id AND u.cost_grade = 'lower_bound');

CREATE INDEX session_note_to_follow_up ON session_note (created_at, session_id) WHERE requires_followup;
CREATE INDEX sessions_to_follow_up ON sessions (last_activity_at, id) WHERE needs_followup;
