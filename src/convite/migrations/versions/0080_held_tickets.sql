-- A ticket's page has its serial in its address.
CREATE INDEX tickets_serial_index ON tickets (serial);

-- The tickets with a serial, of any tenant: the key in the link says which is meant, if one is.
CREATE FUNCTION tickets_by_serial(wanted text)
  RETURNS TABLE (organization_id uuid, event_id uuid, id uuid, reissue int, revoked_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT t.organization_id, t.event_id, t.id, t.reissue, t.revoked_at FROM tickets t
  WHERE t.serial = wanted LIMIT 10
$$;
REVOKE ALL ON FUNCTION tickets_by_serial(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tickets_by_serial(text) TO convite_app;

-- The phones that have a ticket in Apple's wallet, each as the ticket was numbered then. `changed_at` moves
-- when the pass has to be fetched again.
CREATE TABLE wallet_registrations (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  event_id UUID NOT NULL,
  ticket_id UUID NOT NULL,
  reissue INTEGER NOT NULL,
  device TEXT NOT NULL,
  push_token TEXT NOT NULL,
  changed_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT wallet_registrations_pkey PRIMARY KEY (id),
  CONSTRAINT wallet_registrations_once UNIQUE (device, ticket_id, reissue),
  CONSTRAINT wallet_registrations_ticket_id_fkey FOREIGN KEY (ticket_id) REFERENCES tickets (id) ON DELETE CASCADE
);
CREATE INDEX wallet_registrations_ticket ON wallet_registrations (ticket_id);
CREATE INDEX wallet_registrations_event ON wallet_registrations (event_id);
SELECT secure_tenant_table('wallet_registrations');

-- The passes of a phone, of any tenant: it asks with nothing but its own random name.
CREATE FUNCTION passes_of_device(wanted text, since timestamptz)
  RETURNS TABLE (serial text, reissue int, changed_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT t.serial, w.reissue, w.changed_at FROM wallet_registrations w JOIN tickets t ON t.id = w.ticket_id
  WHERE w.device = wanted AND (since IS NULL OR w.changed_at > since)
  ORDER BY w.changed_at LIMIT 500
$$;
REVOKE ALL ON FUNCTION passes_of_device(text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION passes_of_device(text, timestamptz) TO convite_app;
