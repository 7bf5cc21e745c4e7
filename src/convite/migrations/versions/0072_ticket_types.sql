-- What is sold for an event. Amounts are minor units of the event's currency.
ALTER TABLE events ADD COLUMN tax_number TEXT NOT NULL DEFAULT '';
ALTER TABLE events ADD COLUMN tax_percent NUMERIC(6, 3) NOT NULL DEFAULT 0;
ALTER TABLE events ADD COLUMN tax_included BOOLEAN NOT NULL DEFAULT true;
ALTER TABLE events ADD COLUMN cancellation_policy JSONB NOT NULL DEFAULT '{}';
ALTER TABLE events ADD CONSTRAINT events_tax_percent_check CHECK (tax_percent BETWEEN 0 AND 100);

CREATE TABLE ticket_types (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  event_id UUID NOT NULL,
  name TEXT NOT NULL,
  description TEXT DEFAULT '' NOT NULL,
  kind TEXT DEFAULT 'standard' NOT NULL,
  mode TEXT DEFAULT 'in_person' NOT NULL,
  price BIGINT DEFAULT 0 NOT NULL,
  is_free_price BOOLEAN DEFAULT false NOT NULL,
  price_steps JSONB DEFAULT '[]' NOT NULL,
  is_addon BOOLEAN DEFAULT false NOT NULL,
  quota INTEGER,
  sales_start TIMESTAMP WITH TIME ZONE,
  sales_end TIMESTAMP WITH TIME ZONE,
  min_per_order INTEGER DEFAULT 1 NOT NULL,
  max_per_order INTEGER DEFAULT 10 NOT NULL,
  admits INTEGER DEFAULT 1 NOT NULL,
  seat_category TEXT,
  needs_names BOOLEAN DEFAULT false NOT NULL,
  is_hidden BOOLEAN DEFAULT false NOT NULL,
  is_on_sale BOOLEAN DEFAULT true NOT NULL,
  tax_percent NUMERIC(6, 3),
  position INTEGER DEFAULT 0 NOT NULL,
  translations JSONB DEFAULT '{}' NOT NULL,
  version INTEGER DEFAULT 1 NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT ticket_types_pkey PRIMARY KEY (id),
  CONSTRAINT ticket_types_kind_check CHECK (kind IN ('standard','vip','early_bird','reduced','group','other')),
  CONSTRAINT ticket_types_mode_check CHECK (mode IN ('in_person','online')),
  CONSTRAINT ticket_types_price_check CHECK (price BETWEEN 0 AND 100000000000),
  CONSTRAINT ticket_types_numbers_check
    CHECK (min_per_order >= 1 AND max_per_order >= min_per_order AND admits BETWEEN 1 AND 100),
  CONSTRAINT ticket_types_tax_percent_check CHECK (tax_percent BETWEEN 0 AND 100),
  CONSTRAINT ticket_types_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id),
  CONSTRAINT ticket_types_event_id_fkey FOREIGN KEY (event_id) REFERENCES events (id)
);
CREATE INDEX ticket_types_list ON ticket_types (event_id, position, created_at, id);
SELECT secure_tenant_table('ticket_types');
SELECT register_place_kind('ticket_type', 'ticket_types');

-- A pool belongs to an event or to a type of its tickets.
ALTER TABLE capacity_pools ALTER COLUMN event_id DROP NOT NULL;
ALTER TABLE capacity_pools ADD COLUMN ticket_type_id UUID;
ALTER TABLE capacity_pools ADD CONSTRAINT capacity_pools_owner_check
  CHECK (num_nonnulls(event_id, ticket_type_id) = 1);
ALTER TABLE capacity_pools ADD CONSTRAINT capacity_pools_ticket_type_id_key UNIQUE (ticket_type_id);
ALTER TABLE capacity_pools ADD CONSTRAINT capacity_pools_ticket_type_id_fkey
  FOREIGN KEY (ticket_type_id) REFERENCES ticket_types (id) ON DELETE CASCADE;

CREATE FUNCTION carry_quota() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO capacity_pools (id, organization_id, ticket_type_id, capacity)
    VALUES (gen_random_uuid(), NEW.organization_id, NEW.id, NEW.quota);
  ELSE
    UPDATE capacity_pools SET capacity = NEW.quota, updated_at = now() WHERE ticket_type_id = NEW.id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER carry_quota AFTER INSERT ON ticket_types FOR EACH ROW EXECUTE FUNCTION carry_quota();
CREATE TRIGGER change_quota AFTER UPDATE OF quota ON ticket_types
  FOR EACH ROW WHEN (OLD.quota IS DISTINCT FROM NEW.quota) EXECUTE FUNCTION carry_quota();

-- The type of somebody's ticket; null for those who came by invitation.
ALTER TABLE attendees ADD COLUMN ticket_type_id UUID;
ALTER TABLE attendees ADD CONSTRAINT attendees_ticket_type_id_fkey
  FOREIGN KEY (ticket_type_id) REFERENCES ticket_types (id);
CREATE INDEX attendees_ticket_type_index ON attendees (ticket_type_id) WHERE ticket_type_id IS NOT NULL;
