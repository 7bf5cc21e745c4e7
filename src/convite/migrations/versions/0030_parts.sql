-- Parts of an event (ceremony, dinner, brunch): who is invited to which, and who comes to which.
ALTER TABLE events ADD COLUMN has_parts BOOLEAN DEFAULT 'false' NOT NULL;

CREATE TABLE event_parts (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  event_id UUID NOT NULL,
  title TEXT NOT NULL,
  starts_at TIMESTAMP WITH TIME ZONE NOT NULL,
  ends_at TIMESTAMP WITH TIME ZONE,
  venue_text TEXT DEFAULT '' NOT NULL,
  capacity INTEGER,
  taken INTEGER DEFAULT '0' NOT NULL,
  held INTEGER DEFAULT '0' NOT NULL,
  for_all BOOLEAN DEFAULT 'true' NOT NULL,
  position INTEGER DEFAULT '0' NOT NULL,
  version INTEGER DEFAULT '1' NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT event_parts_pkey PRIMARY KEY (id),
  CONSTRAINT event_parts_event_id_fkey FOREIGN KEY (event_id) REFERENCES events (id),
  CONSTRAINT event_parts_ends_check CHECK (ends_at IS NULL OR ends_at >= starts_at),
  CONSTRAINT event_parts_counts_check CHECK (taken >= 0 AND held >= 0),
  CONSTRAINT event_parts_capacity_check CHECK (capacity IS NULL OR taken + held <= capacity)
);
CREATE INDEX event_parts_event_index ON event_parts (event_id, position, starts_at, id);
SELECT secure_tenant_table('event_parts');
SELECT register_place_kind('part', 'event_parts');

-- The host's own choice for a party. A party without rows is invited to all parts that are for_all.
CREATE TABLE invitation_parts (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  event_id UUID NOT NULL,
  invitation_id UUID NOT NULL,
  part_id UUID NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT invitation_parts_pkey PRIMARY KEY (id),
  CONSTRAINT invitation_parts_once UNIQUE (invitation_id, part_id),
  CONSTRAINT invitation_parts_event_id_fkey FOREIGN KEY (event_id) REFERENCES events (id),
  CONSTRAINT invitation_parts_invitation_id_fkey FOREIGN KEY (invitation_id) REFERENCES invitations (id)
    ON DELETE CASCADE,
  CONSTRAINT invitation_parts_part_id_fkey FOREIGN KEY (part_id) REFERENCES event_parts (id)
    ON DELETE CASCADE
);
CREATE INDEX invitation_parts_part_index ON invitation_parts (part_id);
SELECT secure_tenant_table('invitation_parts');

CREATE TABLE entitlements (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  event_id UUID NOT NULL,
  attendee_id UUID NOT NULL,
  scope TEXT DEFAULT 'part' NOT NULL,
  part_id UUID NOT NULL,
  state TEXT DEFAULT 'pending' NOT NULL,
  waiting_since TIMESTAMP WITH TIME ZONE,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT entitlements_pkey PRIMARY KEY (id),
  CONSTRAINT entitlements_once UNIQUE (attendee_id, part_id),
  CONSTRAINT entitlements_scope_check CHECK (scope IN ('event','part','day','session','area','add_on')),
  CONSTRAINT entitlements_state_check CHECK (state IN ('pending','going','declined','waitlisted','canceled')),
  CONSTRAINT entitlements_event_id_fkey FOREIGN KEY (event_id) REFERENCES events (id),
  CONSTRAINT entitlements_attendee_id_fkey FOREIGN KEY (attendee_id) REFERENCES attendees (id)
    ON DELETE CASCADE,
  CONSTRAINT entitlements_part_id_fkey FOREIGN KEY (part_id) REFERENCES event_parts (id) ON DELETE CASCADE
);
CREATE INDEX entitlements_part_index ON entitlements (part_id, state);
SELECT secure_tenant_table('entitlements');

-- A part's places are counted here, whoever writes an answer. The part's row is locked by the count, so
-- that of two who want its last place the second one waits, and then goes on the waitlist.
CREATE FUNCTION count_part_places() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  was text := CASE WHEN TG_OP = 'UPDATE' THEN OLD.state ELSE '' END;
BEGIN
  IF NEW.state = 'going' AND was <> 'going' THEN
    UPDATE event_parts SET taken = taken + 1
    WHERE id = NEW.part_id AND (capacity IS NULL OR taken + held < capacity);
    IF NOT FOUND THEN NEW.state := 'waitlisted'; END IF;
  ELSIF NEW.state <> 'going' AND was = 'going' THEN
    UPDATE event_parts SET taken = taken - 1 WHERE id = NEW.part_id;
  END IF;
  NEW.waiting_since := CASE WHEN NEW.state = 'waitlisted'
    THEN coalesce(NEW.waiting_since, clock_timestamp()) END;
  RETURN NEW;
END $$;
CREATE TRIGGER count_part_places BEFORE INSERT OR UPDATE OF state ON entitlements
  FOR EACH ROW EXECUTE FUNCTION count_part_places();

CREATE FUNCTION free_part_place() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE event_parts SET taken = taken - 1 WHERE id = OLD.part_id;
  RETURN NULL;
END $$;
CREATE TRIGGER free_part_place AFTER DELETE ON entitlements
  FOR EACH ROW WHEN (OLD.state = 'going') EXECUTE FUNCTION free_part_place();

-- Whether a party is invited to a part: by the host's choice for it, or because the part is for all.
CREATE FUNCTION is_invited_to(invitation uuid, part uuid, for_all boolean) RETURNS boolean
  LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN EXISTS (SELECT 1 FROM invitation_parts i WHERE i.invitation_id = invitation)
    THEN EXISTS (SELECT 1 FROM invitation_parts i WHERE i.invitation_id = invitation AND i.part_id = part)
    ELSE for_all END
$$;

-- Asks people about the parts they are invited to, and takes back the others. Answers that were given
-- stay. Whoever declined the event has declined what is added to it.
CREATE FUNCTION ask_parts(event uuid, people uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM entitlements e USING attendees a, event_parts p
  WHERE e.event_id = event AND (people IS NULL OR e.attendee_id = ANY (people))
    AND a.id = e.attendee_id AND p.id = e.part_id AND NOT is_invited_to(a.invitation_id, p.id, p.for_all);
  INSERT INTO entitlements (id, organization_id, event_id, attendee_id, part_id, state)
  SELECT gen_random_uuid(), a.organization_id, a.event_id, a.id, p.id,
    CASE WHEN a.status IN ('declined', 'canceled') THEN a.status ELSE 'pending' END
  FROM attendees a JOIN event_parts p ON p.event_id = a.event_id
  WHERE a.event_id = event AND (people IS NULL OR a.id = ANY (people))
    AND is_invited_to(a.invitation_id, p.id, p.for_all)
  ORDER BY p.id, a.id
  ON CONFLICT (attendee_id, part_id) DO NOTHING;
END $$;

CREATE FUNCTION ask_new_people() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO entitlements (id, organization_id, event_id, attendee_id, part_id, state)
  SELECT gen_random_uuid(), c.organization_id, c.event_id, c.id, p.id, c.status
  FROM changed c JOIN event_parts p ON p.event_id = c.event_id
  WHERE is_invited_to(c.invitation_id, p.id, p.for_all)
  ORDER BY p.id, c.id;
  RETURN NULL;
END $$;
CREATE TRIGGER ask_new_people AFTER INSERT ON attendees
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION ask_new_people();

CREATE FUNCTION ask_moved_person() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM ask_parts(NEW.event_id, ARRAY[NEW.id]);
  RETURN NULL;
END $$;
CREATE TRIGGER ask_moved_person AFTER UPDATE OF invitation_id ON attendees FOR EACH ROW
  WHEN (OLD.invitation_id IS DISTINCT FROM NEW.invitation_id) EXECUTE FUNCTION ask_moved_person();

-- A status that was written without answers for the parts counts for all of them. A reply has written
-- the answers before, which this finds as they should be.
CREATE FUNCTION follow_status() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  states text[] := ARRAY(SELECT e.state FROM entitlements e WHERE e.attendee_id = NEW.id);
  yes boolean := states && ARRAY['going', 'waitlisted'];
BEGIN
  IF states = '{}' OR (NEW.status = 'going' AND 'going' = ANY (states)) THEN
    RETURN NULL;
  END IF;
  UPDATE entitlements e SET state = NEW.status, updated_at = now()
  WHERE e.attendee_id = NEW.id AND e.state <> NEW.status AND CASE NEW.status
    WHEN 'going' THEN NOT yes OR e.state = 'waitlisted'
    WHEN 'waitlisted' THEN NOT yes OR e.state = 'going'
    WHEN 'pending' THEN e.state <> 'declined'
    ELSE true END;
  RETURN NULL;
END $$;
CREATE TRIGGER follow_status AFTER UPDATE OF status ON attendees FOR EACH ROW
  WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION follow_status();
