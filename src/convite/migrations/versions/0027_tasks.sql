-- The name of the error's translations, and what they are filled in with. Tasks that failed before have
-- only their English sentence.
ALTER TABLE tasks ADD COLUMN error_text JSONB;
