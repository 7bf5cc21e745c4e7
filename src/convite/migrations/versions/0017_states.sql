-- The state of a seat as one letter: (a)ssigned, (b)locked, (h)eld, the host's (o)wn, (f)ree. A plain
-- expression over its arguments, so that the planner puts it in place and no query calls a function.
CREATE FUNCTION seat_state(attendee_id uuid, blocked boolean, held_until timestamptz, house text,
    house_until timestamptz, at timestamptz)
  RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN attendee_id IS NOT NULL THEN 'a'
    WHEN blocked THEN 'b'
    WHEN held_until > at THEN 'h'
    WHEN house IS NOT NULL AND coalesce(house_until > at, true) THEN 'o'
    ELSE 'f' END
$$;

-- What went from which state to which, by whom and why. The reader's rights are those on the log.
CREATE VIEW state_transitions WITH (security_invoker = true) AS
  SELECT l.id, l.at, l.stream_id, l.position, l.organization_id, l.event_id, l.object_type, l.object_id,
    l.changes -> 'status' ->> 0 AS from_status, l.changes -> 'status' ->> 1 AS to_status,
    l.actor_kind, l.actor_id, l.via, l.on_behalf_of, l.data ->> 'reason' AS reason, l.action
  FROM activity_log l WHERE l.changes ? 'status';
REVOKE INSERT, UPDATE, DELETE ON state_transitions FROM convite_app, convite_system;
