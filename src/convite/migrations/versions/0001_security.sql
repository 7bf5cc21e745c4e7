-- What the tables alone don't say: who may see which rows, how the log is numbered and guarded,
-- and the few functions that look across tenants and tell no more than they must.

CREATE FUNCTION app_org() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.org', true), '')::uuid;
CREATE FUNCTION app_user() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('app.user', true), '')::uuid;

-- Row-level security: every table with a tenant, forced, with a policy for each role. The owner's
-- own policy keeps migrations, definer functions and dumps from seeing nothing under FORCE.
CREATE FUNCTION secure_tenant_table(target regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
  EXECUTE format('CREATE POLICY owner_all ON %s TO convite_owner USING (true) WITH CHECK (true)', target);
  EXECUTE format('CREATE POLICY system_all ON %s TO convite_system USING (true) WITH CHECK (true)', target);
  EXECUTE format('CREATE POLICY tenant ON %s TO convite_app USING (organization_id = (SELECT app_org())) '
                 'WITH CHECK (organization_id = (SELECT app_org()))', target);
END $$;

DO $$
DECLARE target text;
BEGIN
  FOR target IN
    SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
      AND a.attname = 'organization_id' AND c.relname <> 'users'
  LOOP
    PERFORM secure_tenant_table(target::regclass);
  END LOOP;
END $$;

-- A policy's tenant is unknown when a query is planned. Taken for one of many, it makes the planner
-- expect a handful of rows of a large event and sort all of them; this makes it the largest tenant.
ALTER TABLE attendees ALTER COLUMN organization_id SET (n_distinct = 1);

-- Organizations have no organization_id: they are one.
ALTER TABLE organizations ENABLE ROW LEVEL SECURITY;
ALTER TABLE organizations FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON organizations TO convite_owner USING (true) WITH CHECK (true);
CREATE POLICY system_all ON organizations TO convite_system USING (true) WITH CHECK (true);
CREATE POLICY tenant ON organizations TO convite_app
  USING (id = (SELECT app_org())) WITH CHECK (id = (SELECT app_org()));

-- "Mine": one's own rows in other tenants, for reading.
CREATE POLICY mine ON organization_members FOR SELECT TO convite_app USING (user_id = (SELECT app_user()));
CREATE POLICY mine ON event_members FOR SELECT TO convite_app USING (user_id = (SELECT app_user()));
CREATE POLICY mine ON attendees FOR SELECT TO convite_app USING (user_id = (SELECT app_user()));

CREATE FUNCTION my_organization_ids() RETURNS SETOF uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT organization_id FROM organization_members
  WHERE user_id = app_user() AND status = 'active'
$$;
CREATE POLICY mine ON organizations FOR SELECT TO convite_app
  USING (id IN (SELECT my_organization_ids()));

-- Events one is a member of, by the event or by its organization.
CREATE FUNCTION my_event_ids() RETURNS SETOF uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT event_id FROM event_members WHERE user_id = app_user() AND status = 'active'
  UNION
  SELECT e.id FROM events e JOIN organization_members m ON m.organization_id = e.organization_id
  WHERE m.user_id = app_user() AND m.status = 'active' AND m.role IN ('owner', 'admin')
$$;
CREATE POLICY mine ON events FOR SELECT TO convite_app USING (id IN (SELECT my_event_ids()));

-- The tenant of an object, and nothing else of it.
CREATE FUNCTION tenant_of(kind text, key uuid) RETURNS uuid
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN CASE kind
    WHEN 'event' THEN (SELECT organization_id FROM events WHERE id = key)
    WHEN 'guest' THEN (SELECT organization_id FROM guests WHERE id = key)
    WHEN 'invitation' THEN (SELECT organization_id FROM invitations WHERE id = key)
    WHEN 'attendee' THEN (SELECT organization_id FROM attendees WHERE id = key)
    WHEN 'seat' THEN (SELECT organization_id FROM seats WHERE id = key)
    WHEN 'reservation' THEN (SELECT organization_id FROM reservations WHERE id = key)
    WHEN 'task' THEN (SELECT organization_id FROM tasks WHERE id = key)
    WHEN 'import' THEN (SELECT organization_id FROM imports WHERE id = key)
    WHEN 'organization' THEN (SELECT id FROM organizations WHERE id = key)
  END;
END $$;

-- Tenant and event of an object, and nothing else of it.
CREATE FUNCTION place_of(kind text, key uuid) RETURNS TABLE (organization_id uuid, event_id uuid)
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
  END CASE;
END $$;

-- Every event is born with its pool of places, and the pool keeps its capacity.
CREATE FUNCTION carry_capacity() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO capacity_pools (id, organization_id, event_id, capacity)
    VALUES (gen_random_uuid(), NEW.organization_id, NEW.id, NEW.capacity);
  ELSE
    UPDATE capacity_pools SET capacity = NEW.capacity, updated_at = now() WHERE event_id = NEW.id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER carry_capacity AFTER INSERT ON events FOR EACH ROW EXECUTE FUNCTION carry_capacity();
CREATE TRIGGER change_capacity AFTER UPDATE OF capacity ON events
  FOR EACH ROW WHEN (OLD.capacity IS DISTINCT FROM NEW.capacity) EXECUTE FUNCTION carry_capacity();

-- Figures of one's own events, for the list of them.
CREATE FUNCTION event_figures(ids uuid[])
  RETURNS TABLE (event_id uuid, total bigint, accepted bigint, going_count int, requests_count int)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT s.id, coalesce(f.total, 0), coalesce(f.accepted, 0), s.going_count, s.requests_count
  FROM streams s LEFT JOIN (
    SELECT a.event_id, count(*) AS total, count(*) FILTER (WHERE a.status = 'going') AS accepted
    FROM attendees a WHERE a.event_id = ANY (ids) AND a.status <> 'canceled' GROUP BY a.event_id
  ) f ON f.event_id = s.id
  WHERE s.id = ANY (ids) AND s.id IN (SELECT my_event_ids())
$$;

-- The invitation behind a code, link or typed.
CREATE FUNCTION invitation_by_code(hash bytea)
  RETURNS TABLE (invitation_id uuid, event_id uuid, organization_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT id, i.event_id, i.organization_id FROM invitations i WHERE code_hash = hash
  UNION ALL
  SELECT id, i.event_id, i.organization_id FROM invitations i WHERE short_hash = hash
  LIMIT 1
$$;

-- Search: policies keep LIKE and @> from using an index, so these run as owner and repeat the
-- tenant filter. Served by guests_trigrams_index; takes no lock.
CREATE FUNCTION search_guests(grams text[], pattern text, most int) RETURNS SETOF uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT id FROM guests
  WHERE organization_id = app_org() AND deleted_at IS NULL
    AND trigrams @> grams AND search_key LIKE pattern
  LIMIT most
$$;
CREATE FUNCTION search_attendees(event uuid, grams text[], pattern text, most int) RETURNS SETOF uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT a.id FROM guests g JOIN attendees a ON a.guest_id = g.id
  WHERE g.organization_id = app_org() AND a.organization_id = app_org() AND a.event_id = event
    AND g.trigrams @> grams AND g.search_key LIKE pattern
  LIMIT most
$$;

-- An event's lists are sorted by the guest's name, kept in step here.
CREATE FUNCTION carry_sort_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE attendees SET sort_key = NEW.sort_key WHERE guest_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER carry_sort_key AFTER UPDATE OF sort_key ON guests
  FOR EACH ROW WHEN (OLD.sort_key IS DISTINCT FROM NEW.sort_key) EXECUTE FUNCTION carry_sort_key();

-- An invitation's status follows its guests. The invitations are locked first and the guests read by
-- a later statement, so that two answers at once can't both count an old state of the other.
CREATE FUNCTION derive_invitations() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Unanswered people of invitations made in this very transaction change nothing, and nobody else
  -- sees those yet: a batch of thousands needs neither locks nor counting.
  IF TG_OP = 'INSERT' AND NOT EXISTS (
    SELECT 1 FROM changed c JOIN invitations i ON i.id = c.invitation_id
    WHERE c.status <> 'pending' OR i.xmin <> pg_current_xact_id()::xid
  ) THEN
    RETURN NULL;
  END IF;
  PERFORM 1 FROM invitations WHERE id IN (SELECT invitation_id FROM changed) ORDER BY id FOR NO KEY UPDATE;
  UPDATE invitations i SET status = d.status, version = i.version + 1, updated_at = now()
  FROM (SELECT DISTINCT invitation_id FROM changed) c CROSS JOIN LATERAL (
    SELECT CASE
      WHEN bool_or(a.attendance IN ('checked_in', 'left')) THEN 'attended'
      WHEN bool_and(a.status = 'going') THEN 'accepted'
      WHEN bool_or(a.status = 'going') THEN 'partial'
      WHEN bool_and(a.status = 'declined') THEN 'declined'
      ELSE 'pending' END AS status
    FROM attendees a WHERE a.invitation_id = c.invitation_id AND a.status <> 'canceled'
  ) d
  WHERE i.id = c.invitation_id AND i.status <> d.status;
  RETURN NULL;
END $$;
CREATE TRIGGER derive_invitations_updated AFTER UPDATE ON attendees
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION derive_invitations();
CREATE TRIGGER derive_invitations_inserted AFTER INSERT ON attendees
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION derive_invitations();

-- The log. A sequence or timestamp must never be a cursor: a slow transaction that commits late
-- would be skipped for ever. The stream row's lock makes position order equal commit order.
CREATE FUNCTION number_log() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  mine bigint := pg_current_xact_id()::text::bigint;
  moved record;
  base bigint;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM activity_log WHERE xid = mine AND position IS NULL) THEN
    RETURN NULL;  -- an earlier firing of this transaction numbered all
  END IF;
  FOR moved IN
    SELECT stream_id, count(*) AS rows, sum(going_delta) AS going, sum(requests_delta) AS requests
    FROM activity_log WHERE xid = mine AND position IS NULL GROUP BY stream_id ORDER BY stream_id
  LOOP
    UPDATE streams SET position = position + moved.rows, going_count = going_count + moved.going,
      requests_count = requests_count + moved.requests
    WHERE id = moved.stream_id RETURNING position - moved.rows INTO base;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'stream % is missing', moved.stream_id;
    END IF;
    UPDATE activity_log l SET position = base + o.place
    FROM (SELECT id, row_number() OVER (ORDER BY at, id) AS place FROM activity_log
          WHERE xid = mine AND position IS NULL AND stream_id = moved.stream_id) o
    WHERE l.id = o.id AND l.xid = mine AND l.position IS NULL;
  END LOOP;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER number_log AFTER INSERT ON activity_log
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.position IS NULL) EXECUTE FUNCTION number_log();

-- Nobody updates or deletes the log: grants are the first wall, this the second. It lets pass the
-- numbering, and the tidying of transient rows after thirty days.
CREATE FUNCTION guard_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF OLD.position IS NULL AND NEW.position IS NOT NULL
       AND to_jsonb(OLD) - 'position' = to_jsonb(NEW) - 'position' THEN
      RETURN NEW;
    END IF;
  ELSIF OLD.transient AND OLD.at < now() - interval '30 days' THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'the log is append-only' USING ERRCODE = '42501';
END $$;
CREATE TRIGGER guard_log BEFORE UPDATE OR DELETE ON activity_log
  FOR EACH ROW EXECUTE FUNCTION guard_log();

CREATE FUNCTION guard_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '42501';
END $$;
CREATE TRIGGER guard_truncate BEFORE TRUNCATE ON activity_log
  FOR EACH STATEMENT EXECUTE FUNCTION guard_truncate();

CREATE FUNCTION guard_checkins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'check-ins are append-only' USING ERRCODE = '42501';
END $$;
CREATE TRIGGER guard_checkins BEFORE UPDATE OR DELETE ON checkins
  FOR EACH ROW EXECUTE FUNCTION guard_checkins();

-- Partitions by month; the DEFAULT one catches what nobody made a place for.
CREATE TABLE activity_log_default PARTITION OF activity_log DEFAULT;
CREATE FUNCTION make_log_partitions(months int) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  first date := date_trunc('month', now())::date;
  start date;
BEGIN
  FOR month IN 0..months LOOP
    start := first + make_interval(months => month);
    EXECUTE format(
      'CREATE TABLE IF NOT EXISTS activity_log_%s PARTITION OF activity_log FOR VALUES FROM (%L) TO (%L)',
      to_char(start, 'YYYY_MM'), start, start + interval '1 month');
  END LOOP;
END $$;
SELECT make_log_partitions(3);

-- A restore changes the generation, so that no client goes on from a position that is gone.
CREATE TABLE generation (only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row), number bigint NOT NULL);
INSERT INTO generation (number) VALUES (extract(epoch FROM now())::bigint);

GRANT USAGE ON SCHEMA public TO convite_app, convite_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO convite_app, convite_system;
ALTER DEFAULT PRIVILEGES IN SCHEMA public
  GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO convite_app, convite_system;
REVOKE UPDATE, DELETE, TRUNCATE ON activity_log, checkins FROM convite_app, convite_system;
GRANT DELETE ON activity_log TO convite_system;
REVOKE UPDATE, DELETE ON activity_private FROM convite_app;
REVOKE UPDATE, DELETE ON activity_outbox FROM convite_app;
REVOKE ALL ON jobs FROM convite_app;
REVOKE INSERT, UPDATE, DELETE ON generation FROM convite_app, convite_system;
REVOKE UPDATE, DELETE ON ended_sessions FROM convite_app;
DO $$
DECLARE part text;
BEGIN
  FOR part IN SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'activity_log'::regclass LOOP
    EXECUTE format('REVOKE ALL ON %s FROM convite_app', part);
    EXECUTE format('REVOKE UPDATE, TRUNCATE ON %s FROM convite_system', part);
  END LOOP;
END $$;
REVOKE EXECUTE ON FUNCTION secure_tenant_table(regclass) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION make_log_partitions(int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION make_log_partitions(int) TO convite_system;
