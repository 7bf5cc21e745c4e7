-- An event that its team put away: it is only listed among the archived ones.
ALTER TABLE events ADD COLUMN archived_at TIMESTAMP WITH TIME ZONE;

CREATE INDEX messages_failed ON messages (event_id) WHERE status = 'failed';

-- Figures of one's own events for the list of them, and what in them needs attention.
DROP FUNCTION event_figures(uuid[]);
CREATE FUNCTION event_figures(ids uuid[])
  RETURNS TABLE (event_id uuid, total bigint, accepted bigint, waitlisted bigint, pending bigint,
    going_count int, requests_count int, failed bigint, unread bigint, is_full boolean)
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
  )
  SELECT mine.id, coalesce(people.total, 0), coalesce(people.accepted, 0),
    coalesce(people.waitlisted, 0), coalesce(people.pending, 0),
    mine.going_count, mine.requests_count, coalesce(unsent.n, 0), coalesce(unread.n, 0),
    coalesce(pool.taken + pool.held >= pool.capacity, false)
  FROM mine LEFT JOIN people ON people.event_id = mine.id
    LEFT JOIN unsent ON unsent.event_id = mine.id
    LEFT JOIN unread ON unread.event_id = mine.id
    LEFT JOIN capacity_pools pool ON pool.event_id = mine.id
$$;
