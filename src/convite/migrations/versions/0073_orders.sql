-- Codes that lower prices, and show types of tickets that are hidden otherwise.
CREATE TABLE promo_codes (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  event_id UUID NOT NULL,
  code TEXT NOT NULL,
  code_key TEXT NOT NULL,
  percent NUMERIC(6, 3),
  amount BIGINT,
  quota INTEGER,
  used INTEGER DEFAULT 0 NOT NULL,
  starts_at TIMESTAMP WITH TIME ZONE,
  ends_at TIMESTAMP WITH TIME ZONE,
  ticket_type_ids UUID[] DEFAULT '{}' NOT NULL,
  is_active BOOLEAN DEFAULT true NOT NULL,
  version INTEGER DEFAULT 1 NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT promo_codes_pkey PRIMARY KEY (id),
  CONSTRAINT promo_codes_value_check CHECK (num_nonnulls(percent, amount) <= 1),
  CONSTRAINT promo_codes_percent_check CHECK (percent > 0 AND percent <= 100),
  CONSTRAINT promo_codes_amount_check CHECK (amount > 0 AND amount <= 100000000000),
  CONSTRAINT promo_codes_used_check CHECK (used >= 0 AND (quota IS NULL OR used <= quota)),
  CONSTRAINT promo_codes_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id),
  CONSTRAINT promo_codes_event_id_fkey FOREIGN KEY (event_id) REFERENCES events (id)
);
CREATE UNIQUE INDEX promo_codes_code_key ON promo_codes (event_id, code_key);
SELECT secure_tenant_table('promo_codes');

-- A reservation of an order or of whoever chooses tickets: how many places of which pools.
ALTER TABLE reservations ADD COLUMN pool_ids UUID[] NOT NULL DEFAULT '{}';
ALTER TABLE reservations ADD COLUMN pool_places INTEGER[] NOT NULL DEFAULT '{}';
ALTER TABLE reservations DROP CONSTRAINT reservations_holder_kind_check;
ALTER TABLE reservations ADD CONSTRAINT reservations_holder_kind_check
  CHECK (holder_kind IN ('user','guest','order'));
ALTER TABLE reservations ADD CONSTRAINT reservations_pools_check
  CHECK (cardinality(pool_ids) = cardinality(pool_places));
CREATE INDEX reservations_places_due ON reservations (event_id, expires_at)
  WHERE ended_at IS NULL AND pool_ids <> '{}';

CREATE TABLE orders (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  event_id UUID NOT NULL,
  reference TEXT NOT NULL,
  status TEXT DEFAULT 'created' NOT NULL,
  channel TEXT DEFAULT 'online' NOT NULL,
  user_id UUID,
  guest_id UUID,
  buyer_name TEXT NOT NULL,
  buyer_email TEXT,
  email_key TEXT,
  buyer_phone TEXT,
  search_key TEXT DEFAULT '' NOT NULL,
  locale TEXT NOT NULL,
  currency TEXT NOT NULL,
  subtotal BIGINT NOT NULL,
  discount BIGINT NOT NULL,
  tax BIGINT NOT NULL,
  tax_included BOOLEAN NOT NULL,
  platform_fee BIGINT NOT NULL,
  total BIGINT NOT NULL,
  refunded BIGINT DEFAULT 0 NOT NULL,
  promo_code_id UUID,
  reservation_id UUID,
  policy JSONB DEFAULT '{}' NOT NULL,
  billing JSONB DEFAULT '{}' NOT NULL,
  answers JSONB DEFAULT '{}' NOT NULL,
  expires_at TIMESTAMP WITH TIME ZONE,
  paid_at TIMESTAMP WITH TIME ZONE,
  canceled_at TIMESTAMP WITH TIME ZONE,
  cancel_reason TEXT,
  version INTEGER DEFAULT 1 NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT orders_pkey PRIMARY KEY (id),
  CONSTRAINT orders_status_check CHECK (status IN
    ('created','pending','paid','failed','expired','canceled','refunded','partially_refunded')),
  CONSTRAINT orders_channel_check CHECK (channel IN ('online','box_office','manual')),
  CONSTRAINT orders_amounts_check CHECK (subtotal >= 0 AND discount >= 0 AND discount <= subtotal
    AND tax >= 0 AND platform_fee >= 0 AND refunded BETWEEN 0 AND total
    AND total = subtotal - discount + CASE WHEN tax_included THEN 0 ELSE tax END),
  CONSTRAINT orders_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id),
  CONSTRAINT orders_event_id_fkey FOREIGN KEY (event_id) REFERENCES events (id),
  CONSTRAINT orders_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id),
  CONSTRAINT orders_guest_id_fkey FOREIGN KEY (guest_id) REFERENCES guests (id),
  CONSTRAINT orders_promo_code_id_fkey FOREIGN KEY (promo_code_id) REFERENCES promo_codes (id)
);
CREATE UNIQUE INDEX orders_reference_key ON orders (reference, organization_id);
CREATE INDEX orders_list ON orders (event_id, created_at, id);
CREATE INDEX orders_status_list ON orders (event_id, status, created_at, id);
CREATE INDEX orders_due ON orders (expires_at) WHERE status IN ('created', 'pending', 'failed');
CREATE INDEX orders_reservation ON orders (reservation_id) WHERE reservation_id IS NOT NULL;
CREATE INDEX orders_user_index ON orders (user_id, created_at, id) WHERE user_id IS NOT NULL;
CREATE INDEX orders_email_index ON orders (organization_id, email_key) WHERE email_key IS NOT NULL;
CREATE INDEX orders_guest_index ON orders (guest_id) WHERE guest_id IS NOT NULL;
SELECT secure_tenant_table('orders');
CREATE POLICY mine ON orders FOR SELECT TO convite_app USING (user_id = (SELECT app_user()));
SELECT register_place_kind('order', 'orders');

-- One line for each person who is admitted, and for each add-on. The first line of a ticket that admits
-- several has its price.
CREATE TABLE order_lines (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  event_id UUID NOT NULL,
  order_id UUID NOT NULL,
  position INTEGER NOT NULL,
  ticket_type_id UUID NOT NULL,
  admitted_by UUID,
  seat_id UUID,
  name TEXT DEFAULT '' NOT NULL,
  email TEXT,
  unit_price BIGINT NOT NULL,
  discount BIGINT NOT NULL,
  tax BIGINT NOT NULL,
  tax_percent NUMERIC(6, 3) NOT NULL,
  amount BIGINT NOT NULL,
  platform_fee BIGINT NOT NULL,
  refunded BIGINT DEFAULT 0 NOT NULL,
  attendee_id UUID,
  canceled_at TIMESTAMP WITH TIME ZONE,
  transferred_at TIMESTAMP WITH TIME ZONE,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT order_lines_pkey PRIMARY KEY (id),
  CONSTRAINT order_lines_amounts_check CHECK (unit_price >= 0 AND discount BETWEEN 0 AND unit_price
    AND tax >= 0 AND amount >= 0 AND refunded BETWEEN 0 AND amount),
  CONSTRAINT order_lines_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id),
  CONSTRAINT order_lines_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders (id),
  CONSTRAINT order_lines_ticket_type_id_fkey FOREIGN KEY (ticket_type_id) REFERENCES ticket_types (id),
  CONSTRAINT order_lines_attendee_id_fkey FOREIGN KEY (attendee_id) REFERENCES attendees (id)
);
CREATE INDEX order_lines_order ON order_lines (order_id, position);
CREATE INDEX order_lines_type ON order_lines (ticket_type_id);
CREATE UNIQUE INDEX order_lines_attendee ON order_lines (attendee_id)
  WHERE attendee_id IS NOT NULL AND canceled_at IS NULL;
SELECT secure_tenant_table('order_lines');
