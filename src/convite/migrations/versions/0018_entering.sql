-- Both set the principal, of the transaction or of the session, and give what it is about, so that a
-- request needs one round trip instead of three. What isn't found enters nobody. They run with the caller's rights: whoever calls them could set the principal anyway,
-- and what they give, place_of and invitation_by_code give as well. VOLATILE, so that no plan calls them
-- late or twice; a query joins them by LATERAL, so that its policies see the principal that they set.

CREATE FUNCTION enter_principal(org uuid, person uuid, invitation uuid, is_local boolean) RETURNS void
  LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM set_config('app.org', coalesce(org::text, ''), is_local),
    set_config('app.user', coalesce(person::text, ''), is_local),
    set_config('app.invitation', coalesce(invitation::text, ''), is_local);
END $$;

CREATE FUNCTION enter_place(kind text, key uuid, user_id uuid, is_local boolean)
  RETURNS TABLE (organization_id uuid, event_id uuid)
  LANGUAGE plpgsql VOLATILE ROWS 1 AS $$
BEGIN
  SELECT p.organization_id, p.event_id INTO organization_id, event_id FROM place_of(kind, key) p;
  IF organization_id IS NULL OR event_id IS NULL THEN
    PERFORM enter_principal(NULL, NULL, NULL, is_local);
    RETURN;
  END IF;
  PERFORM enter_principal(organization_id, user_id, NULL, is_local);
  RETURN NEXT;
END $$;

-- The link's hash is tried first, then the typed code's, which reads another code out of the same letters.
CREATE FUNCTION enter_code(link_hash bytea, typed_hash bytea, is_local boolean)
  RETURNS TABLE (invitation_id uuid, event_id uuid, organization_id uuid)
  LANGUAGE plpgsql VOLATILE ROWS 1 AS $$
BEGIN
  SELECT i.invitation_id, i.event_id, i.organization_id INTO invitation_id, event_id, organization_id
    FROM invitation_by_code(link_hash) i;
  IF invitation_id IS NULL THEN
    SELECT i.invitation_id, i.event_id, i.organization_id INTO invitation_id, event_id, organization_id
      FROM invitation_by_code(typed_hash) i;
  END IF;
  PERFORM enter_principal(organization_id, NULL, invitation_id, is_local);
  IF invitation_id IS NULL THEN RETURN; END IF;
  RETURN NEXT;
END $$;
