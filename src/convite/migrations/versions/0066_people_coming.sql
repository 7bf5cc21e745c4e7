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
