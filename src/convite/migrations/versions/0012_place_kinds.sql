-- Where an object belongs: its tenant, its event. Parts register their kind here, one line in the
-- migration that makes their table, and the look-up is written anew as one function with a branch for
-- each kind. A statement put together at each call would be planned at each call.
CREATE TABLE place_kinds (
  kind TEXT PRIMARY KEY,
  table_name TEXT NOT NULL,
  organization_column TEXT NOT NULL,
  -- null where an object belongs to a tenant and to no event
  event_column TEXT
);
REVOKE ALL ON place_kinds FROM convite_app, convite_system;

CREATE FUNCTION register_place_kind(
  kind text, target regclass, organization_column text DEFAULT 'organization_id',
  event_column text DEFAULT 'event_id'
) RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $function$
DECLARE branches text;
BEGIN
  INSERT INTO place_kinds VALUES (kind, target::text, organization_column, event_column);
  SELECT string_agg(format(
    'WHEN %L THEN RETURN QUERY SELECT t.%I, %s FROM %I t WHERE t.id = place_of.key;',
    k.kind, k.organization_column, coalesce('t.' || quote_ident(k.event_column), 'NULL::uuid'), k.table_name
  ), E'\n    ' ORDER BY k.kind) INTO branches FROM place_kinds k;
  EXECUTE format($create$
CREATE OR REPLACE FUNCTION place_of(kind text, key uuid) RETURNS TABLE (organization_id uuid, event_id uuid)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
BEGIN
  CASE kind
    %s
  END CASE;
END $body$
$create$, branches);
END $function$;
REVOKE EXECUTE ON FUNCTION register_place_kind(text, regclass, text, text) FROM PUBLIC;

SELECT register_place_kind(kind, target::regclass)
FROM (VALUES ('attendee', 'attendees'), ('file', 'files'), ('import', 'imports'),
  ('invitation', 'invitations'), ('reservation', 'reservations'), ('seat', 'seats'), ('task', 'tasks'),
  ('ticket', 'tickets')) AS known (kind, target);
SELECT register_place_kind('event', 'events', event_column => 'id');
SELECT register_place_kind('guest', 'guests', event_column => NULL);
SELECT register_place_kind('organization', 'organizations', organization_column => 'id', event_column => NULL);

CREATE OR REPLACE FUNCTION tenant_of(kind text, key uuid) RETURNS uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
  AS $$ SELECT p.organization_id FROM place_of(kind, key) p $$;
