-- What is asked of somebody by the name that they go by, and what has to be found when an event or a session goes.
CREATE INDEX storyteller_by_preferred ON storyteller (preferred_name, id) WHERE preferred_name IS NOT NULL;
CREATE INDEX session_prompt_by_event ON session_prompt (life_event_id) WHERE life_event_id IS NOT NULL;
CREATE INDEX process_progress_by_session ON process_progress (session_id) WHERE session_id IS NOT NULL;
