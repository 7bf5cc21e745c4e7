-- Smaller copies of a picture, by width: {"320": {"key", "width", "height", "size"}}. A file is of an event
-- or of a user; a user's belongs to their personal organization.
ALTER TABLE files ADD COLUMN variants JSONB NOT NULL DEFAULT '{}';
ALTER TABLE files ADD COLUMN user_id UUID;
ALTER TABLE files ALTER COLUMN event_id DROP NOT NULL;
ALTER TABLE files ADD CONSTRAINT files_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id);
ALTER TABLE files ADD CONSTRAINT files_owner_check CHECK ((event_id IS NULL) <> (user_id IS NULL));
CREATE INDEX files_user_id_index ON files (user_id) WHERE user_id IS NOT NULL;
CREATE INDEX files_key_index ON files (key);

-- What people say of themselves, and who sees it.
ALTER TABLE profiles
  ADD COLUMN birth_date DATE,
  ADD COLUMN gender TEXT,
  ADD COLUMN languages TEXT[] NOT NULL DEFAULT '{}',
  ADD COLUMN latitude DOUBLE PRECISION,
  ADD COLUMN longitude DOUBLE PRECISION,
  ADD COLUMN pictures UUID[] NOT NULL DEFAULT '{}',
  ADD COLUMN visible JSONB NOT NULL DEFAULT '{}',
  ADD CONSTRAINT profiles_gender_check CHECK (gender IN ('male','female','non-binary')),
  ADD CONSTRAINT profiles_position_check CHECK ((latitude IS NULL) = (longitude IS NULL));

-- The tenant of a user's file that the viewer may see: their own, or one of a profile that everybody sees.
-- The first picture and the others are shown to different people; the defaults are in doors.profiles.
CREATE FUNCTION shown_picture(wanted uuid, viewer uuid) RETURNS TABLE (organization_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT f.organization_id
  FROM files f LEFT JOIN profiles p ON p.user_id = f.user_id AND f.id = ANY (p.pictures)
  WHERE f.id = wanted AND (f.user_id = viewer OR CASE
    WHEN p.pictures[1] = wanted THEN coalesce(p.visible ->> 'picture', 'everyone')
    ELSE coalesce(p.visible ->> 'pictures', 'hosts') END = 'everyone' AND p.user_id IS NOT NULL)
$$;
REVOKE ALL ON FUNCTION shown_picture(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION shown_picture(uuid, uuid) TO convite_app;

-- A closed account has no address any more.
ALTER TABLE users DROP CONSTRAINT users_reachable_check;
ALTER TABLE users ADD CONSTRAINT users_reachable_check
  CHECK (email IS NOT NULL OR phone IS NOT NULL OR deleted_at IS NOT NULL);
ALTER TABLE users ADD COLUMN forgotten_at timestamptz;
CREATE INDEX users_unforgotten ON users (id) WHERE deleted_at IS NOT NULL AND forgotten_at IS NULL;

CREATE TABLE event_images (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  event_id UUID NOT NULL,
  file_id UUID NOT NULL,
  kind TEXT NOT NULL,
  position INTEGER NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT event_images_pkey PRIMARY KEY (id),
  CONSTRAINT event_images_kind_check CHECK (kind IN ('cover','gallery')),
  CONSTRAINT event_images_file_id_key UNIQUE (file_id),
  CONSTRAINT event_images_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id),
  CONSTRAINT event_images_event_id_fkey FOREIGN KEY (event_id) REFERENCES events (id),
  CONSTRAINT event_images_file_id_fkey FOREIGN KEY (file_id) REFERENCES files (id)
);
CREATE INDEX event_images_event_id_index ON event_images (event_id, kind, position);
SELECT secure_tenant_table('event_images');
