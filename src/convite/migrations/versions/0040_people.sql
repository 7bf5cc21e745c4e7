-- Seats given to somebody and left by them, by person. Holds name nobody, so they aren't in it.
CREATE INDEX activity_log_seated_index ON activity_log ((data ->> 'attendee_id'))
  WHERE object_type = 'seat' AND data ->> 'attendee_id' IS NOT NULL;

-- The newest facts of the log about seats of one person: their ids, and nothing else of them. The rows are
-- then read as any other; under row security, a condition on JSON can't use an index.
CREATE FUNCTION seat_facts_of(attendee uuid) RETURNS uuid[]
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT coalesce(array_agg(f.id), '{}') FROM (
    SELECT id FROM activity_log
    WHERE object_type = 'seat' AND data ->> 'attendee_id' = attendee::text
    ORDER BY at DESC LIMIT 500) f
$$;

-- Members of an organization who are invited by e-mail, before they have an account.
ALTER TABLE organization_members
  ALTER COLUMN user_id DROP NOT NULL,
  ADD COLUMN email TEXT,
  ADD COLUMN email_key TEXT,
  ADD COLUMN invited_by UUID,
  ADD COLUMN expires_at TIMESTAMP WITH TIME ZONE,
  DROP CONSTRAINT organization_members_status_check,
  ADD CONSTRAINT organization_members_status_check CHECK (status IN ('invited','active','removed'));
CREATE UNIQUE INDEX organization_members_invited ON organization_members (email_key, organization_id)
  WHERE status = 'invited';
SELECT register_place_kind('organization_member', 'organization_members', event_column => NULL);
ALTER TABLE challenges
  DROP CONSTRAINT challenges_kind_check,
  ADD CONSTRAINT challenges_kind_check CHECK (kind IN ('phone_otp','email_otp','magic_link','password_reset','email_proof','member_invite','organization_invite'));

-- As my_team_invitations: what was sent to the address that the transaction's user has proven.
CREATE FUNCTION my_organization_invitations() RETURNS TABLE (member_id uuid, organization_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT m.id, m.organization_id
  FROM users u JOIN organization_members m ON m.email_key = u.email_key AND m.status = 'invited'
  WHERE u.id = app_user() AND u.email_verified_at IS NOT NULL AND u.deleted_at IS NULL
    AND m.expires_at > now()
  ORDER BY m.id LIMIT 500
$$;

-- Parts of an event with a capacity of their own that is reached, for the list of events.
DROP FUNCTION event_figures(uuid[]);
CREATE FUNCTION event_figures(ids uuid[])
  RETURNS TABLE (event_id uuid, total bigint, accepted bigint, waitlisted bigint, pending bigint,
    going_count int, requests_count int, failed bigint, unread bigint, is_full boolean,
    full_parts bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH mine AS MATERIALIZED (
    SELECT s.id, s.going_count, s.requests_count FROM streams s
    WHERE s.id = ANY (ids) AND s.id IN (SELECT my_event_ids())
  ), people AS (
    SELECT a.event_id, count(*) AS total, count(*) FILTER (WHERE a.status = 'going') AS accepted,
      count(*) FILTER (WHERE a.status = 'waitlisted') AS waitlisted,
      count(*) FILTER (WHERE a.status = 'pending') AS pending
    FROM attendees a WHERE a.event_id = ANY (ids) AND a.status <> 'canceled' GROUP BY a.event_id
  ), unsent AS (
    SELECT m.event_id, count(*) AS n FROM messages m
    WHERE m.event_id = ANY (ids) AND m.status = 'failed' GROUP BY m.event_id
  ), unread AS (
    SELECT m.event_id, count(*) AS n FROM messages m
    WHERE m.event_id = ANY (ids) AND m.direction = 'in' AND m.read_at IS NULL GROUP BY m.event_id
  ), parts AS (
    SELECT p.event_id, count(*) AS n FROM event_parts p
    WHERE p.event_id = ANY (ids) AND p.taken + p.held >= p.capacity GROUP BY p.event_id
  )
  SELECT mine.id, coalesce(people.total, 0), coalesce(people.accepted, 0),
    coalesce(people.waitlisted, 0), coalesce(people.pending, 0),
    mine.going_count, mine.requests_count, coalesce(unsent.n, 0), coalesce(unread.n, 0),
    coalesce(pool.taken + pool.held >= pool.capacity, false), coalesce(parts.n, 0)
  FROM mine LEFT JOIN people ON people.event_id = mine.id
    LEFT JOIN unsent ON unsent.event_id = mine.id
    LEFT JOIN unread ON unread.event_id = mine.id
    LEFT JOIN parts ON parts.event_id = mine.id
    LEFT JOIN capacity_pools pool ON pool.event_id = mine.id
$$;
