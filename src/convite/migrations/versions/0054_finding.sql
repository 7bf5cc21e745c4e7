-- Guests by the end of their phone, in all organizations.
CREATE INDEX guests_phone_end_index ON guests (right(phone, 8))
  WHERE deleted_at IS NULL AND phone IS NOT NULL;

-- Who has an e-mail, or a phone that ends like this, with their invitations to events that aren't over.
CREATE FUNCTION invitations_by_contact(wanted_email text, wanted_phone text)
  RETURNS TABLE (organization_id uuid, event_id uuid, invitation_id uuid, guest_id uuid, name text, label text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT i.organization_id, i.event_id, i.id, g.id, concat_ws(' ', g.first_name, g.last_name), i.label
  FROM (
    SELECT * FROM guests WHERE deleted_at IS NULL AND email_key = wanted_email
    UNION ALL
    SELECT * FROM guests WHERE deleted_at IS NULL AND phone IS NOT NULL
      AND right(phone, 8) = right(wanted_phone, 8) AND phone LIKE '%' || wanted_phone
  ) g
  JOIN attendees a ON a.guest_id = g.id AND a.status <> 'canceled'
  JOIN invitations i ON i.id = a.invitation_id AND i.canceled_at IS NULL
  JOIN events e ON e.id = i.event_id AND e.status = 'published' AND e.deleted_at IS NULL
    AND coalesce(e.ends_at, e.starts_at, 'infinity') > now() - interval '1 day'
  ORDER BY e.starts_at, i.id LIMIT 20
$$;
REVOKE ALL ON FUNCTION invitations_by_contact(text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION invitations_by_contact(text, text) TO convite_app;
