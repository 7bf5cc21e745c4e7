ALTER TABLE guests ADD COLUMN is_child BOOLEAN DEFAULT false NOT NULL;
ALTER TABLE guests ADD COLUMN address JSONB DEFAULT '{}' NOT NULL;

-- Labels of seats sort as people read them, A2 before A10: every number is written with eight digits.
-- Not a collation, since the embedded server has no ICU.
CREATE FUNCTION natural_key(label text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT regexp_replace(regexp_replace(lower(label), '(\d+)', '00000000\1', 'g'), '\d+(\d{8})', '\1', 'g')
$$;

-- A named filter of an event's guest list, its author's own or shared with the team.
CREATE TABLE saved_views (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  event_id UUID NOT NULL,
  user_id UUID NOT NULL,
  name TEXT NOT NULL,
  query JSONB DEFAULT '{}' NOT NULL,
  is_shared BOOLEAN DEFAULT false NOT NULL,
  version INTEGER DEFAULT 1 NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT saved_views_pkey PRIMARY KEY (id),
  CONSTRAINT saved_views_event_id_fkey FOREIGN KEY (event_id) REFERENCES events (id),
  CONSTRAINT saved_views_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id)
);
CREATE UNIQUE INDEX saved_views_name_key ON saved_views (event_id, user_id, lower(name));
SELECT secure_tenant_table('saved_views');

-- A party whose guests were all moved to another one; its code opens that one.
ALTER TABLE invitations ADD COLUMN replaced_by UUID;
ALTER TABLE invitations ADD CONSTRAINT invitations_replaced_by_fkey
  FOREIGN KEY (replaced_by) REFERENCES invitations (id);
CREATE INDEX invitations_replaced_by_index ON invitations (replaced_by)
  WHERE replaced_by IS NOT NULL;
CREATE OR REPLACE FUNCTION invitation_by_code(hash bytea)
  RETURNS TABLE (invitation_id uuid, event_id uuid, organization_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT coalesce(i.replaced_by, i.id), i.event_id, i.organization_id FROM invitations i
    WHERE code_hash = hash
  UNION ALL
  SELECT coalesce(i.replaced_by, i.id), i.event_id, i.organization_id FROM invitations i
    WHERE short_hash = hash
  LIMIT 1
$$;

-- A party's status follows from those who are left, too, when somebody is moved to another one. Who
-- comes counts in the other by `derive_invitations`. The caller has locked both.
CREATE FUNCTION derive_left_invitation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE invitations i SET status = d.status, version = i.version + 1, updated_at = now()
  FROM (
    SELECT CASE
      WHEN bool_or(a.attendance IN ('checked_in', 'left')) THEN 'attended'
      WHEN bool_and(a.status = 'going') THEN 'accepted'
      WHEN bool_or(a.status = 'going') THEN 'partial'
      WHEN bool_and(a.status = 'declined') THEN 'declined'
      ELSE 'pending' END AS status
    FROM attendees a WHERE a.invitation_id = OLD.invitation_id AND a.status <> 'canceled'
  ) d
  WHERE i.id = OLD.invitation_id AND i.status <> d.status;
  RETURN NULL;
END $$;
CREATE TRIGGER derive_left_invitation AFTER UPDATE OF invitation_id ON attendees FOR EACH ROW
  WHEN (OLD.invitation_id IS DISTINCT FROM NEW.invitation_id AND OLD.invitation_id IS NOT NULL)
  EXECUTE FUNCTION derive_left_invitation();
