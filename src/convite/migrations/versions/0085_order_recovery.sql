-- The orders with a number, of any tenant: whoever asks says by which e-mail or phone theirs is known.
CREATE FUNCTION orders_by_reference(wanted text)
  RETURNS TABLE (organization_id uuid, event_id uuid, order_id uuid, email_key text, phone text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT o.organization_id, o.event_id, o.id, o.email_key, o.buyer_phone FROM orders o
  WHERE o.reference = wanted AND o.buyer_email IS NOT NULL LIMIT 20
$$;
REVOKE ALL ON FUNCTION orders_by_reference(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION orders_by_reference(text) TO convite_app;
