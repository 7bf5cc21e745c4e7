-- The share link that a party came by. A share link is a row of its own without people, of which
-- `max_guests` counts its uses.
ALTER TABLE invitations ADD COLUMN shared_by UUID;
ALTER TABLE invitations ADD CONSTRAINT invitations_shared_by_fkey
  FOREIGN KEY (shared_by) REFERENCES invitations (id);
CREATE INDEX invitations_shared_by_index ON invitations (shared_by) WHERE shared_by IS NOT NULL;
CREATE INDEX invitations_invites_index ON invitations (event_id, created_at, id)
  WHERE kind <> 'group' AND shared_by IS NULL;

-- The direct invites of the entered account, by its account or its proven e-mail or phone, with what it
-- may know of their events. Whoever asked to come was not invited: their door is another.
CREATE FUNCTION my_invites() RETURNS TABLE (
    invitation_id uuid, organization_id uuid, event_id uuid, title text, slug text, starts_at timestamptz,
    ends_at timestamptz, timezone text, venue_text text, event_status text, host text, message text,
    status text, places int, expires_at timestamptz, reissue int, created_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH me AS (SELECT * FROM users WHERE id = app_user() AND deleted_at IS NULL),
  mine AS (
    SELECT g.id FROM guests g WHERE g.deleted_at IS NULL AND g.user_id = app_user()
    UNION
    SELECT g.id FROM me JOIN guests g ON g.email_key = me.email_key AND g.deleted_at IS NULL
    WHERE me.email_verified_at IS NOT NULL
    UNION
    SELECT g.id FROM me JOIN guests g ON right(g.phone, 8) = right(me.phone, 8) AND g.phone = me.phone
      AND g.phone IS NOT NULL AND g.deleted_at IS NULL
    WHERE me.phone_verified_at IS NOT NULL
  )
  SELECT DISTINCT i.id, i.organization_id, i.event_id, e.title, e.slug, e.starts_at, e.ends_at, e.timezone,
    e.venue_text, e.status, h.name, i.message, i.status, i.max_guests, i.expires_at, i.reissue, i.created_at
  FROM mine
  JOIN attendees a ON a.guest_id = mine.id AND a.status <> 'canceled' AND a.door = 'invitation'
    AND a.plus_one_of IS NULL
  JOIN invitations i ON i.id = a.invitation_id AND i.kind = 'direct' AND i.shared_by IS NULL
    AND i.canceled_at IS NULL
  JOIN events e ON e.id = i.event_id AND e.deleted_at IS NULL AND e.status <> 'draft'
  JOIN users h ON h.id = e.host_user_id
$$;
REVOKE ALL ON FUNCTION my_invites() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION my_invites() TO convite_app;
