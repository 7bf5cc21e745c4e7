-- Both set the transaction's principal and give what it is about, so that a request needs one round trip
-- instead of three. They run with the caller's rights: whoever calls them could set the principal anyway,
-- and what they give, place_of and invitation_by_code give as well. VOLATILE, so that no plan calls them
-- late or twice; a query joins them by LATERAL, so that its policies see the principal that they set.

CREATE FUNCTION enter_place(kind text, key uuid, user_id uuid)
  RETURNS TABLE (organization_id uuid, event_id uuid)
  LANGUAGE plpgsql VOLATILE ROWS 1 SET search_path = public, pg_temp AS $$
BEGIN
  SELECT p.organization_id, p.event_id INTO organization_id, event_id FROM place_of(kind, key) p;
  IF organization_id IS NULL OR event_id IS NULL THEN RETURN; END IF;
  PERFORM set_config('app.org', organization_id::text, true), set_config('app.user', user_id::text, true),
    set_config('app.invitation', '', true);
  RETURN NEXT;
END $$;

-- The link's hash is tried first, then the typed code's, which reads another code out of the same letters.
CREATE FUNCTION enter_code(link_hash bytea, typed_hash bytea)
  RETURNS TABLE (invitation_id uuid, event_id uuid, organization_id uuid)
  LANGUAGE plpgsql VOLATILE ROWS 1 SET search_path = public, pg_temp AS $$
BEGIN
  SELECT i.invitation_id, i.event_id, i.organization_id INTO invitation_id, event_id, organization_id
    FROM invitation_by_code(link_hash) i;
  IF invitation_id IS NULL THEN
    SELECT i.invitation_id, i.event_id, i.organization_id INTO invitation_id, event_id, organization_id
      FROM invitation_by_code(typed_hash) i;
  END IF;
  IF invitation_id IS NULL THEN RETURN; END IF;
  PERFORM set_config('app.org', organization_id::text, true), set_config('app.user', '', true),
    set_config('app.invitation', invitation_id::text, true);
  RETURN NEXT;
END $$;
