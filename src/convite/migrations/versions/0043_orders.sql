-- The guest list by company and by e-mail is read in that order, and not sorted for each page.
CREATE INDEX guests_company_index ON guests (organization_id, company, sort_key, id);
CREATE INDEX guests_email_index ON guests (organization_id, (coalesce(email_key, '')), sort_key, id);

-- Who matches a search, by name. Runs as the owner, because the planner can't see through tenant
-- policies how many that may be: it would read the whole book.
CREATE FUNCTION found_guests(grams text[], patterns text[]) RETURNS TABLE (id uuid, sort_key text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT g.id, g.sort_key FROM guests g
  WHERE g.organization_id = app_org() AND g.trigrams @> grams AND g.search_key LIKE ALL (patterns)
  ORDER BY g.sort_key
$$;
REVOKE EXECUTE ON FUNCTION found_guests(text[], text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION found_guests(text[], text[]) TO convite_app, convite_system;
