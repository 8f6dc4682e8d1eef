-- The way to the session in which a coding task goes on.

CREATE INDEX sessions_coding ON sessions (tool_name, working_directory, last_activity_at) WHERE kind = 'coding';
