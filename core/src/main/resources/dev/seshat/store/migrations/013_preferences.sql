-- What each person has chosen.

CREATE TABLE user_preferences (
  -- the actor's name; the column is not called "user", a word that PostgreSQL keeps for itself
  user_id TEXT NOT NULL CHECK (length(user_id) BETWEEN 1 AND 200),
  key TEXT NOT NULL CHECK (length(key) BETWEEN 1 AND 64),
  value {json value} NOT NULL,
  updated_at {time} NOT NULL,
  PRIMARY KEY (user_id, key)
){strict};

CREATE VIEW v_preferences AS SELECT user_id, key, value, updated_at FROM user_preferences;
