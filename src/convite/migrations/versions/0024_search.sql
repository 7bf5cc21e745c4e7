-- A search names several patterns, one for each word, all of which must match in any order. Row-level
-- policies keep LIKE and @> from using an index, so these run as owner and repeat the tenant filter.
-- Served by guests_trigrams_index; takes no lock.
DROP FUNCTION search_guests(text[], text, int);
DROP FUNCTION search_attendees(uuid, text[], text, int);
CREATE FUNCTION search_guests(grams text[], patterns text[], most int) RETURNS SETOF uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT id FROM guests
  WHERE organization_id = app_org() AND deleted_at IS NULL
    AND trigrams @> grams AND search_key LIKE ALL (patterns)
  LIMIT most
$$;
CREATE FUNCTION search_attendees(event uuid, grams text[], patterns text[], most int) RETURNS SETOF uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT a.id FROM guests g JOIN attendees a ON a.guest_id = g.id
  WHERE g.organization_id = app_org() AND a.organization_id = app_org() AND a.event_id = event
    AND g.trigrams @> grams AND g.search_key LIKE ALL (patterns)
  LIMIT most
$$;
