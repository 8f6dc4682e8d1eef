-- Most entries belong to no session: they need no place in the index by session.
DROP INDEX audit_log_by_session;
CREATE INDEX audit_log_by_session ON audit_log (session_id, seq) WHERE session_id IS NOT NULL;
