-- A ticket for everybody who is going. The secret is derived from the server key, never kept: see
-- docs/adr/0010.
CREATE TABLE tickets (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  event_id UUID NOT NULL,
  attendee_id UUID NOT NULL,
  serial TEXT NOT NULL,
  reissue INTEGER DEFAULT 0 NOT NULL,
  tag_uid TEXT,
  revoked_at TIMESTAMP WITH TIME ZONE,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT tickets_pkey PRIMARY KEY (id),
  CONSTRAINT tickets_attendee_id_key UNIQUE (attendee_id),
  CONSTRAINT tickets_attendee_id_fkey FOREIGN KEY (attendee_id) REFERENCES attendees (id) ON DELETE CASCADE
) WITH (fillfactor = 80);
CREATE UNIQUE INDEX tickets_tag_uid_key ON tickets (event_id, tag_uid) WHERE tag_uid IS NOT NULL;
SELECT secure_tenant_table('tickets');

-- What people read to each other of a ticket; it opens nothing.
CREATE FUNCTION serial_of(id uuid) RETURNS text LANGUAGE sql IMMUTABLE
  RETURN upper(substr(replace(id::text, '-', ''), 1, 12));

-- Who comes to be going gets a ticket, one for life: whoever stops going and comes again gets it with
-- the next number, so that what was revoked stays so.
CREATE FUNCTION issue_tickets() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO tickets (id, organization_id, event_id, attendee_id, serial)
  SELECT m.id, m.organization_id, m.event_id, m.attendee_id, serial_of(m.id)
  FROM (SELECT gen_random_uuid() AS id, c.organization_id, c.event_id, c.id AS attendee_id
        FROM changed c WHERE c.status = 'going') m;
  RETURN NULL;
END $$;
CREATE TRIGGER issue_tickets AFTER INSERT ON attendees
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION issue_tickets();

CREATE FUNCTION follow_attendee() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  fresh uuid := gen_random_uuid();
BEGIN
  IF NEW.status = 'going' THEN
    INSERT INTO tickets (id, organization_id, event_id, attendee_id, serial)
    VALUES (fresh, NEW.organization_id, NEW.event_id, NEW.id, serial_of(fresh))
    ON CONFLICT (attendee_id) DO UPDATE
      SET revoked_at = NULL, reissue = tickets.reissue + 1, updated_at = now();
  ELSIF OLD.status = 'going' THEN
    UPDATE tickets SET revoked_at = now(), tag_uid = NULL, updated_at = now()
    WHERE attendee_id = NEW.id AND revoked_at IS NULL;
  END IF;
  RETURN NULL;
END $$;
-- Only where somebody starts or stops going: a scan, which sets the status it finds, costs nothing.
CREATE TRIGGER follow_attendee AFTER UPDATE OF status ON attendees FOR EACH ROW
  WHEN (OLD.status IS DISTINCT FROM NEW.status AND 'going' IN (OLD.status, NEW.status))
  EXECUTE FUNCTION follow_attendee();

-- A canceled event lets nobody in; held after all, it gives new numbers to who still comes.
CREATE FUNCTION follow_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.status = 'canceled' THEN
    UPDATE tickets SET revoked_at = now(), updated_at = now()
    WHERE revoked_at IS NULL AND attendee_id IN (SELECT id FROM attendees WHERE event_id = NEW.id);
  ELSE
    UPDATE tickets t SET revoked_at = NULL, reissue = t.reissue + 1, updated_at = now()
    FROM attendees a WHERE a.event_id = NEW.id AND a.id = t.attendee_id AND a.status = 'going';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER follow_event AFTER UPDATE OF status ON events FOR EACH ROW
  WHEN (OLD.status IS DISTINCT FROM NEW.status AND 'canceled' IN (OLD.status, NEW.status))
  EXECUTE FUNCTION follow_event();

-- Those who are going already.
INSERT INTO tickets (id, organization_id, event_id, attendee_id, serial, revoked_at)
SELECT m.id, m.organization_id, m.event_id, m.attendee_id, serial_of(m.id), m.revoked_at
FROM (SELECT gen_random_uuid() AS id, a.organization_id, a.event_id, a.id AS attendee_id,
        CASE WHEN e.status = 'canceled' THEN now() END AS revoked_at
      FROM attendees a JOIN events e ON e.id = a.event_id WHERE a.status = 'going') m;

CREATE OR REPLACE FUNCTION place_of(kind text, key uuid) RETURNS TABLE (organization_id uuid, event_id uuid)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  CASE kind
    WHEN 'event' THEN RETURN QUERY SELECT e.organization_id, e.id FROM events e WHERE e.id = key;
    WHEN 'invitation' THEN
      RETURN QUERY SELECT i.organization_id, i.event_id FROM invitations i WHERE i.id = key;
    WHEN 'attendee' THEN
      RETURN QUERY SELECT a.organization_id, a.event_id FROM attendees a WHERE a.id = key;
    WHEN 'seat' THEN RETURN QUERY SELECT s.organization_id, s.event_id FROM seats s WHERE s.id = key;
    WHEN 'reservation' THEN
      RETURN QUERY SELECT r.organization_id, r.event_id FROM reservations r WHERE r.id = key;
    WHEN 'import' THEN
      RETURN QUERY SELECT i.organization_id, i.event_id FROM imports i WHERE i.id = key;
    WHEN 'task' THEN RETURN QUERY SELECT t.organization_id, t.event_id FROM tasks t WHERE t.id = key;
    WHEN 'file' THEN RETURN QUERY SELECT f.organization_id, f.event_id FROM files f WHERE f.id = place_of.key;
    WHEN 'ticket' THEN RETURN QUERY SELECT t.organization_id, t.event_id FROM tickets t WHERE t.id = key;
  END CASE;
END $$;
