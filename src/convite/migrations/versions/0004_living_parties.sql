-- A file may name a party again whose invitation was canceled: it gets a fresh one.
CREATE UNIQUE INDEX invitations_party_key_living ON invitations (event_id, party_key)
  WHERE canceled_at IS NULL;
ALTER TABLE invitations DROP CONSTRAINT invitations_event_id_party_key_key;
