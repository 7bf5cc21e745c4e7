-- Members of an event who are invited by e-mail, before they have an account.
ALTER TABLE event_members
  ADD COLUMN email_key TEXT,
  ADD COLUMN expires_at TIMESTAMP WITH TIME ZONE,
  ADD COLUMN version INTEGER DEFAULT '1' NOT NULL;
CREATE UNIQUE INDEX event_members_address ON event_members (event_id, email_key) WHERE status <> 'removed';
CREATE INDEX event_members_invited ON event_members (email_key) WHERE status = 'invited';
SELECT register_place_kind('member', 'event_members');

-- What a proof is for, besides an address: the member who is invited.
ALTER TABLE challenges ADD COLUMN object_id UUID;
CREATE INDEX challenges_object_index ON challenges (object_id, created_at) WHERE object_id IS NOT NULL;

-- Invitations to teams that were sent to the address which the transaction's user has proven, whatever the
-- tenant; they tell where each belongs, and nothing else.
CREATE FUNCTION my_team_invitations() RETURNS TABLE (member_id uuid, organization_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT m.id, m.organization_id
  FROM users u JOIN event_members m ON m.email_key = u.email_key AND m.status = 'invited'
  WHERE u.id = app_user() AND u.email_verified_at IS NOT NULL AND u.deleted_at IS NULL
    AND m.expires_at > now()
  ORDER BY m.id LIMIT 500
$$;
