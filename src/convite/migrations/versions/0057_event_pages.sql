-- The event with a public address, and nothing else of it: drafts, private and deleted ones have none.
CREATE FUNCTION public_event(wanted_slug text) RETURNS TABLE (organization_id uuid, event_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT e.organization_id, e.id FROM events e
  WHERE e.slug = wanted_slug AND e.deleted_at IS NULL AND e.status <> 'draft'
    AND e.visibility IN ('public', 'unlisted')
$$;
REVOKE ALL ON FUNCTION public_event(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public_event(text) TO convite_app;
