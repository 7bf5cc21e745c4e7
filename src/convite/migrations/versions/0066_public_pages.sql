-- Who comes to an event of the entered tenant and lets everybody see it, with the first picture if that may
-- be seen too. Pictures are of the tenant of whoever is in them.
CREATE FUNCTION people_coming(event uuid, most int) RETURNS TABLE (
    user_id uuid, name text, id uuid, key uuid, content_type text, size bigint, width int, height int,
    variants jsonb)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT u.id, u.name, f.id, f.key, f.content_type, f.size, f.width, f.height, f.variants
  FROM attendees a
  JOIN guests g ON g.id = a.guest_id AND g.deleted_at IS NULL
  JOIN users u ON u.id = g.user_id AND u.deleted_at IS NULL AND u.is_active
  JOIN profiles p ON p.user_id = u.id AND p.visible ->> 'attendance' = 'everyone'
    AND coalesce(p.visible ->> 'name', 'everyone') = 'everyone'
  LEFT JOIN files f ON f.id = p.pictures[1] AND f.user_id = u.id
    AND coalesce(p.visible ->> 'picture', 'everyone') = 'everyone'
  WHERE a.event_id = event AND a.organization_id = app_org() AND a.status = 'going'
  ORDER BY f.id IS NULL, a.responded_at, a.id LIMIT most
$$;
REVOKE ALL ON FUNCTION people_coming(uuid, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION people_coming(uuid, int) TO convite_app;

-- What anybody may know of whoever hosts public events, or did; nothing of any other account. The first
-- picture and the words about themselves only if everybody may see them.
CREATE FUNCTION public_host(host uuid) RETURNS TABLE (
    name text, bio text, is_verified boolean, held bigint, id uuid, key uuid, content_type text, size bigint,
    width int, height int, variants jsonb)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH hosted AS (
    SELECT count(*) AS number, count(*) FILTER (WHERE coalesce(e.ends_at, e.starts_at) < now()) AS held
    FROM events e WHERE e.host_user_id = host AND e.visibility = 'public' AND e.deleted_at IS NULL
      AND e.taken_down_at IS NULL AND e.status IN ('published', 'completed')
  )
  SELECT u.name, CASE WHEN p.visible ->> 'bio' = 'everyone' THEN p.bio ELSE '' END, p.is_verified, hosted.held,
    f.id, f.key, f.content_type, f.size, f.width, f.height, f.variants
  FROM hosted, users u
  JOIN profiles p ON p.user_id = u.id
  LEFT JOIN files f ON f.id = p.pictures[1] AND f.user_id = u.id
    AND coalesce(p.visible ->> 'picture', 'everyone') = 'everyone'
  WHERE u.id = host AND u.deleted_at IS NULL AND u.is_active AND hosted.number > 0
$$;
REVOKE ALL ON FUNCTION public_host(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public_host(uuid) TO convite_app;

-- The figures of public events with their first cover.
DROP FUNCTION public_figures(uuid[]);
CREATE FUNCTION public_figures(ids uuid[])
  RETURNS TABLE (event_id uuid, host_name text, going_count int, places_left int, cover_id uuid,
    cover_width int, cover_height int, cover_variants jsonb)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.event_id, u.name, s.going_count,
    CASE WHEN c.capacity IS NOT NULL THEN greatest(0, c.capacity - c.taken - c.held) END,
    f.id, f.width, f.height, f.variants
  FROM public_events p
  JOIN streams s ON s.id = p.event_id
  LEFT JOIN users u ON u.id = p.host_user_id AND u.deleted_at IS NULL
  LEFT JOIN capacity_pools c ON c.event_id = p.event_id
  LEFT JOIN LATERAL (SELECT i.file_id FROM event_images i WHERE i.event_id = p.event_id AND i.kind = 'cover'
    ORDER BY i.position, i.id LIMIT 1) first ON true
  LEFT JOIN files f ON f.id = first.file_id
  WHERE p.event_id = ANY (ids)
$$;
REVOKE ALL ON FUNCTION public_figures(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public_figures(uuid[]) TO convite_app;

-- The public events of a host for calendars that follow them: canceled ones too, so that they are taken out.
CREATE FUNCTION host_calendar(host uuid, most int) RETURNS TABLE (
    event_id uuid, title text, description text, starts_at timestamptz, ends_at timestamptz, venue_text text,
    slug text, version int, updated_at timestamptz, is_canceled boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT e.id, e.title, e.description, e.starts_at, e.ends_at, e.venue_text, e.slug, e.version, e.updated_at,
    e.status = 'canceled'
  FROM events e
  WHERE e.host_user_id = host AND e.visibility = 'public' AND e.deleted_at IS NULL AND e.taken_down_at IS NULL
    AND e.status IN ('published', 'canceled') AND coalesce(e.ends_at, e.starts_at) > now()
  ORDER BY e.starts_at, e.id LIMIT most
$$;
REVOKE ALL ON FUNCTION host_calendar(uuid, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION host_calendar(uuid, int) TO convite_app;

-- How many events of a new host strangers can see; null for hosts who aren't new.
CREATE FUNCTION shown_by_new_host(host uuid, new_for interval) RETURNS int
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH shown AS (
    SELECT coalesce(e.ends_at, e.starts_at) < now() AS is_over FROM events e
    WHERE e.host_user_id = host AND e.visibility <> 'private' AND e.deleted_at IS NULL
      AND e.taken_down_at IS NULL AND e.status IN ('published', 'completed')
  )
  SELECT CASE WHEN u.created_at > now() - new_for AND NOT EXISTS (SELECT FROM shown WHERE is_over)
    THEN (SELECT count(*)::int FROM shown) END
  FROM users u WHERE u.id = host
$$;
REVOKE ALL ON FUNCTION shown_by_new_host(uuid, interval) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION shown_by_new_host(uuid, interval) TO convite_app;
