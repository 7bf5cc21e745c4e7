-- The address and e-mail by which a seller is named on documents.
ALTER TABLE organizations ADD COLUMN contact_info JSONB DEFAULT '{}' NOT NULL;

-- The last number of each series. Whoever takes one keeps the row until their document is committed.
CREATE TABLE invoice_series (
  organization_id UUID NOT NULL,
  series TEXT NOT NULL,
  fiscal_year TEXT NOT NULL,
  last INTEGER NOT NULL,
  CONSTRAINT invoice_series_pkey PRIMARY KEY (organization_id, series, fiscal_year),
  CONSTRAINT invoice_series_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id)
);
SELECT secure_tenant_table('invoice_series');
REVOKE DELETE, TRUNCATE ON invoice_series FROM convite_app, convite_system;

-- Documents as they were issued. Rows are only ever added: what is wrong is taken back by another.
CREATE TABLE invoices (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  event_id UUID NOT NULL,
  order_id UUID NOT NULL,
  refund_id UUID,
  refers_to UUID,
  kind TEXT NOT NULL,
  number TEXT NOT NULL,
  series TEXT NOT NULL,
  fiscal_year TEXT NOT NULL,
  position INTEGER NOT NULL,
  is_test BOOLEAN NOT NULL,
  seller JSONB NOT NULL,
  buyer JSONB NOT NULL,
  details JSONB NOT NULL,
  lines JSONB NOT NULL,
  taxes JSONB NOT NULL,
  net BIGINT NOT NULL,
  tax BIGINT NOT NULL,
  total BIGINT NOT NULL,
  currency TEXT NOT NULL,
  locale TEXT NOT NULL,
  issued_on DATE NOT NULL,
  issued_at TIMESTAMP WITH TIME ZONE NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT invoices_pkey PRIMARY KEY (id),
  CONSTRAINT invoices_kind_check CHECK (kind IN ('invoice','receipt','credit_note')),
  CONSTRAINT invoices_number_check CHECK (char_length(number) <= 16 AND position > 0),
  CONSTRAINT invoices_amounts_check CHECK (net + tax = total AND total > 0 AND tax >= 0),
  CONSTRAINT invoices_refund_check CHECK (kind <> 'credit_note' OR refund_id IS NOT NULL),
  CONSTRAINT invoices_refers_to_check CHECK ((refund_id IS NULL) = (refers_to IS NULL)),
  CONSTRAINT invoices_number_key UNIQUE (organization_id, series, fiscal_year, position),
  CONSTRAINT invoices_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id),
  CONSTRAINT invoices_event_id_fkey FOREIGN KEY (event_id) REFERENCES events (id),
  CONSTRAINT invoices_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders (id),
  CONSTRAINT invoices_refund_id_fkey FOREIGN KEY (refund_id) REFERENCES refunds (id),
  CONSTRAINT invoices_refers_to_fkey FOREIGN KEY (refers_to) REFERENCES invoices (id)
);
CREATE UNIQUE INDEX invoices_order_key ON invoices (order_id) WHERE refund_id IS NULL;
CREATE UNIQUE INDEX invoices_refund_key ON invoices (refund_id, (kind = 'credit_note')) WHERE refund_id IS NOT NULL;
CREATE INDEX invoices_order_list ON invoices (order_id, id);
CREATE INDEX invoices_list ON invoices (organization_id, issued_on, id);
SELECT secure_tenant_table('invoices');
REVOKE UPDATE, DELETE, TRUNCATE ON invoices FROM convite_app, convite_system;
