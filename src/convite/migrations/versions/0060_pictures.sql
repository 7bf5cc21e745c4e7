-- Smaller copies of a picture, by width: {"320": {"key", "width", "height", "size"}}. A file is of an event
-- or of a user; a user's belongs to their personal organization.
ALTER TABLE files ADD COLUMN variants JSONB NOT NULL DEFAULT '{}';
ALTER TABLE files ADD COLUMN user_id UUID;
ALTER TABLE files ALTER COLUMN event_id DROP NOT NULL;
ALTER TABLE files ADD CONSTRAINT files_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id);
ALTER TABLE files ADD CONSTRAINT files_owner_check CHECK ((event_id IS NULL) <> (user_id IS NULL));
CREATE INDEX files_user_id_index ON files (user_id) WHERE user_id IS NOT NULL;
CREATE INDEX files_key_index ON files (key);

-- The tenant of a user's file that the viewer may see: their own.
CREATE FUNCTION shown_picture(wanted uuid, viewer uuid) RETURNS TABLE (organization_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT f.organization_id FROM files f WHERE f.id = wanted AND f.user_id = viewer
$$;
REVOKE ALL ON FUNCTION shown_picture(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION shown_picture(uuid, uuid) TO convite_app;
