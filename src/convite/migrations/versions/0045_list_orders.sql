-- The guest list by party is read in that order, as by name: whoever stands on it carries their
-- party's sort key. Whoever adds people sets it; it is kept in step here.
ALTER TABLE attendees ADD COLUMN party_sort_key TEXT DEFAULT '' NOT NULL;
-- No reply changes here, so no invitation's status has to follow.
ALTER TABLE attendees DISABLE TRIGGER derive_invitations_updated;
UPDATE attendees a SET party_sort_key = i.sort_key FROM invitations i WHERE i.id = a.invitation_id;
ALTER TABLE attendees ENABLE TRIGGER derive_invitations_updated;

CREATE FUNCTION take_party_sort_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.party_sort_key := coalesce((SELECT sort_key FROM invitations WHERE id = NEW.invitation_id), '');
  RETURN NEW;
END $$;
CREATE TRIGGER take_party_sort_key BEFORE UPDATE OF invitation_id ON attendees FOR EACH ROW
  WHEN (OLD.invitation_id IS DISTINCT FROM NEW.invitation_id) EXECUTE FUNCTION take_party_sort_key();

CREATE FUNCTION carry_party_sort_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE attendees SET party_sort_key = NEW.sort_key WHERE invitation_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER carry_party_sort_key AFTER UPDATE OF sort_key ON invitations
  FOR EACH ROW WHEN (OLD.sort_key IS DISTINCT FROM NEW.sort_key) EXECUTE FUNCTION carry_party_sort_key();

-- Only of who is listed: whoever looks somebody up by name must not find these beside the index by name.
CREATE INDEX attendees_party_index ON attendees (event_id, party_sort_key, sort_key, id)
  WHERE status <> 'canceled';
CREATE INDEX attendees_status_index ON attendees (event_id, status, sort_key, id)
  WHERE status <> 'canceled';
CREATE INDEX attendees_side_index ON attendees (event_id, side, sort_key, id)
  WHERE status <> 'canceled';
CREATE INDEX attendees_replied_index
  ON attendees (event_id, (coalesce(responded_at, '1970-01-01 00:00:00+00'::timestamptz)), sort_key, id)
  WHERE status <> 'canceled';
