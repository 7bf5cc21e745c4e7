-- Between which prices tickets for a public event are sold, without add-ons and hidden types; 0 for none.
ALTER TABLE public_events ADD COLUMN price_from BIGINT DEFAULT 0 NOT NULL,
  ADD COLUMN price_to BIGINT DEFAULT 0 NOT NULL;

CREATE INDEX public_events_paid_index ON public_events (starts_at, event_id) WHERE price_to > 0;

CREATE FUNCTION price_public_event() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  SELECT coalesce(min(t.price), 0), coalesce(max(t.price), 0) INTO NEW.price_from, NEW.price_to
  FROM ticket_types t
  WHERE t.event_id = NEW.event_id AND t.is_on_sale AND NOT t.is_hidden AND NOT t.is_addon;
  RETURN NEW;
END $$;
CREATE TRIGGER price_public_event BEFORE INSERT ON public_events
  FOR EACH ROW EXECUTE FUNCTION price_public_event();

CREATE FUNCTION change_public_price() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  wanted uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.event_id ELSE NEW.event_id END;
BEGIN
  UPDATE public_events p SET (price_from, price_to) = (
    SELECT coalesce(min(t.price), 0), coalesce(max(t.price), 0) FROM ticket_types t
    WHERE t.event_id = wanted AND t.is_on_sale AND NOT t.is_hidden AND NOT t.is_addon)
  WHERE p.event_id = wanted;
  RETURN NULL;
END $$;
CREATE TRIGGER change_public_price
  AFTER INSERT OR DELETE OR UPDATE OF price, is_on_sale, is_hidden, is_addon ON ticket_types
  FOR EACH ROW EXECUTE FUNCTION change_public_price();

-- What public events sell, as far as their price now depends on it; of no others.
CREATE FUNCTION public_offers(ids uuid[])
  RETURNS TABLE (event_id uuid, price bigint, price_steps jsonb, is_on_sale boolean,
    sales_start timestamptz, sales_end timestamptz, before int, currency text, fee_bearer text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.event_id, t.price, t.price_steps, t.is_on_sale, t.sales_start, t.sales_end,
    c.taken + c.held, e.currency, coalesce(e.settings ->> 'fee_bearer', 'organizer')
  FROM public_events p
  JOIN events e ON e.id = p.event_id
  JOIN ticket_types t ON t.event_id = p.event_id
  JOIN capacity_pools c ON c.ticket_type_id = t.id
  WHERE p.event_id = ANY (ids) AND t.is_on_sale AND NOT t.is_hidden AND NOT t.is_addon
$$;
REVOKE ALL ON FUNCTION public_offers(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public_offers(uuid[]) TO convite_app;

UPDATE public_events p SET (price_from, price_to) = (
  SELECT coalesce(min(t.price), 0), coalesce(max(t.price), 0) FROM ticket_types t
  WHERE t.event_id = p.event_id AND t.is_on_sale AND NOT t.is_hidden AND NOT t.is_addon);
