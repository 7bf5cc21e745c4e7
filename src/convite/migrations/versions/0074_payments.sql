-- An organization's keys at a provider of payments. They are encrypted with the server key.
CREATE TABLE payment_accounts (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  provider TEXT NOT NULL,
  mode TEXT NOT NULL,
  account TEXT DEFAULT '' NOT NULL,
  name TEXT DEFAULT '' NOT NULL,
  keys BYTEA NOT NULL,
  is_active BOOLEAN DEFAULT true NOT NULL,
  checked_at TIMESTAMP WITH TIME ZONE,
  last_event_at TIMESTAMP WITH TIME ZONE,
  last_error TEXT,
  version INTEGER DEFAULT 1 NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT payment_accounts_pkey PRIMARY KEY (id),
  CONSTRAINT payment_accounts_provider_check CHECK (provider IN ('stripe','razorpay','paypal')),
  CONSTRAINT payment_accounts_mode_check CHECK (mode IN ('test','live')),
  CONSTRAINT payment_accounts_once UNIQUE (organization_id, provider, mode),
  CONSTRAINT payment_accounts_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id)
);
SELECT secure_tenant_table('payment_accounts');
SELECT register_place_kind('payment_account', 'payment_accounts', event_column => NULL);

-- What reached a bank account or a cash box too, so that every payment has one row, whatever its way.
CREATE TABLE payments (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  event_id UUID NOT NULL,
  order_id UUID NOT NULL,
  account_id UUID,
  provider TEXT NOT NULL,
  mode TEXT NOT NULL,
  provider_payment_id TEXT,
  amount BIGINT NOT NULL,
  currency TEXT NOT NULL,
  status TEXT DEFAULT 'created' NOT NULL,
  provider_state TEXT DEFAULT 'open' NOT NULL,
  captured BIGINT DEFAULT 0 NOT NULL,
  refund_claimed BIGINT DEFAULT 0 NOT NULL,
  fee BIGINT DEFAULT 0 NOT NULL,
  attempt INTEGER DEFAULT 1 NOT NULL,
  attention TEXT,
  client JSONB DEFAULT '{}' NOT NULL,
  last_four TEXT DEFAULT '' NOT NULL,
  error TEXT DEFAULT '' NOT NULL,
  provider_response JSONB DEFAULT '{}' NOT NULL,
  reference TEXT DEFAULT '' NOT NULL,
  expires_at TIMESTAMP WITH TIME ZONE,
  look_at TIMESTAMP WITH TIME ZONE,
  looks INTEGER DEFAULT 0 NOT NULL,
  paid_at TIMESTAMP WITH TIME ZONE,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT payments_pkey PRIMARY KEY (id),
  CONSTRAINT payments_provider_check
    CHECK (provider IN ('test','manual','bank','cash','stripe','razorpay','paypal')),
  CONSTRAINT payments_mode_check CHECK (mode IN ('test','live')),
  CONSTRAINT payments_status_check CHECK (status IN ('created','paid','failed','refunded')),
  CONSTRAINT payments_provider_state_check
    CHECK (provider_state IN ('open','processing','paid','failed')),
  CONSTRAINT payments_attention_check CHECK (attention IN ('partial','overpaid','mismatch')),
  CONSTRAINT payments_amounts_check CHECK (amount > 0 AND captured >= 0 AND fee >= 0),
  CONSTRAINT payments_refund_claimed_check CHECK (refund_claimed BETWEEN 0 AND captured),
  CONSTRAINT payments_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id),
  CONSTRAINT payments_event_id_fkey FOREIGN KEY (event_id) REFERENCES events (id),
  CONSTRAINT payments_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders (id)
);
CREATE INDEX payments_order ON payments (order_id, created_at, id);
CREATE UNIQUE INDEX payments_at_provider ON payments (provider, mode, provider_payment_id)
  WHERE provider_payment_id IS NOT NULL;
CREATE INDEX payments_due ON payments (look_at) WHERE look_at IS NOT NULL;
CREATE INDEX payments_attention ON payments (event_id, created_at, id) WHERE attention IS NOT NULL;
CREATE INDEX payments_last_four ON payments (event_id, last_four) WHERE last_four <> '';
SELECT secure_tenant_table('payments');
SELECT register_place_kind('payment', 'payments');

-- Webhooks whose signature was right, once each.
CREATE TABLE provider_events (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  account_id UUID NOT NULL,
  provider_event_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  provider_payment_id TEXT,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT provider_events_pkey PRIMARY KEY (id),
  CONSTRAINT provider_events_once UNIQUE (account_id, provider_event_id),
  CONSTRAINT provider_events_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id),
  CONSTRAINT provider_events_account_id_fkey
    FOREIGN KEY (account_id) REFERENCES payment_accounts (id) ON DELETE CASCADE
);
CREATE INDEX provider_events_old ON provider_events (created_at);
SELECT secure_tenant_table('provider_events');

CREATE TABLE refunds (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  event_id UUID NOT NULL,
  order_id UUID NOT NULL,
  payment_id UUID NOT NULL,
  amount BIGINT NOT NULL,
  currency TEXT NOT NULL,
  reason TEXT DEFAULT '' NOT NULL,
  source TEXT NOT NULL,
  status TEXT DEFAULT 'queued' NOT NULL,
  provider_refund_id TEXT,
  lines JSONB DEFAULT '{}' NOT NULL,
  is_booked BOOLEAN DEFAULT false NOT NULL,
  error TEXT DEFAULT '' NOT NULL,
  tries INTEGER DEFAULT 0 NOT NULL,
  requested_by UUID,
  settled_at TIMESTAMP WITH TIME ZONE,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT refunds_pkey PRIMARY KEY (id),
  CONSTRAINT refunds_amount_check CHECK (amount > 0),
  CONSTRAINT refunds_source_check CHECK (source IN ('team','buyer','late','excess','event','dashboard')),
  CONSTRAINT refunds_status_check CHECK (status IN ('queued','pending','succeeded','failed')),
  CONSTRAINT refunds_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id),
  CONSTRAINT refunds_event_id_fkey FOREIGN KEY (event_id) REFERENCES events (id),
  CONSTRAINT refunds_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders (id),
  CONSTRAINT refunds_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES payments (id)
);
CREATE INDEX refunds_order ON refunds (order_id, created_at, id);
CREATE INDEX refunds_list ON refunds (event_id, created_at, id);
CREATE UNIQUE INDEX refunds_at_provider ON refunds (payment_id, provider_refund_id)
  WHERE provider_refund_id IS NOT NULL;
CREATE INDEX refunds_waiting ON refunds (updated_at) WHERE status IN ('queued', 'pending');
SELECT secure_tenant_table('refunds');
SELECT register_place_kind('refund', 'refunds');

CREATE TABLE disputes (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  event_id UUID NOT NULL,
  order_id UUID NOT NULL,
  payment_id UUID NOT NULL,
  provider_dispute_id TEXT NOT NULL,
  amount BIGINT NOT NULL,
  fee BIGINT DEFAULT 0 NOT NULL,
  currency TEXT NOT NULL,
  reason TEXT DEFAULT '' NOT NULL,
  status TEXT DEFAULT 'needs_response' NOT NULL,
  due_at TIMESTAMP WITH TIME ZONE,
  evidence JSONB DEFAULT '{}' NOT NULL,
  evidence_sent_at TIMESTAMP WITH TIME ZONE,
  closed_at TIMESTAMP WITH TIME ZONE,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT disputes_pkey PRIMARY KEY (id),
  CONSTRAINT disputes_status_check CHECK (status IN ('needs_response','under_review','won','lost')),
  CONSTRAINT disputes_once UNIQUE (payment_id, provider_dispute_id),
  CONSTRAINT disputes_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id),
  CONSTRAINT disputes_event_id_fkey FOREIGN KEY (event_id) REFERENCES events (id),
  CONSTRAINT disputes_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders (id),
  CONSTRAINT disputes_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES payments (id)
);
CREATE INDEX disputes_list ON disputes (event_id, created_at, id);
CREATE INDEX disputes_order ON disputes (order_id);
SELECT secure_tenant_table('disputes');
SELECT register_place_kind('dispute', 'disputes');

-- Double entry: what is added to one account is taken from others. Rows are only ever added.
CREATE TABLE ledger_entries (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  event_id UUID NOT NULL,
  transaction_id UUID NOT NULL,
  kind TEXT NOT NULL,
  account TEXT NOT NULL,
  provider TEXT NOT NULL,
  amount BIGINT NOT NULL,
  currency TEXT NOT NULL,
  order_id UUID NOT NULL,
  payment_id UUID NOT NULL,
  refund_id UUID,
  dispute_id UUID,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT ledger_entries_pkey PRIMARY KEY (id),
  CONSTRAINT ledger_entries_amount_check CHECK (amount <> 0),
  CONSTRAINT ledger_entries_kind_check
    CHECK (kind IN ('payment','fee','refund','refund_failed','dispute','dispute_won','held','released')),
  CONSTRAINT ledger_entries_account_check
    CHECK (account IN ('balance','sales','tax','platform_fee','provider_fee','disputed','held')),
  CONSTRAINT ledger_entries_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id),
  CONSTRAINT ledger_entries_event_id_fkey FOREIGN KEY (event_id) REFERENCES events (id),
  CONSTRAINT ledger_entries_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders (id),
  CONSTRAINT ledger_entries_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES payments (id)
);
CREATE INDEX ledger_entries_list ON ledger_entries (event_id, created_at, id);
CREATE INDEX ledger_entries_transaction ON ledger_entries (transaction_id);
CREATE INDEX ledger_entries_order ON ledger_entries (order_id);
SELECT secure_tenant_table('ledger_entries');
REVOKE UPDATE, DELETE, TRUNCATE ON ledger_entries FROM convite_app, convite_system;

CREATE FUNCTION check_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM ledger_entries WHERE transaction_id = NEW.transaction_id
             GROUP BY currency HAVING sum(amount) <> 0) THEN
    RAISE EXCEPTION 'transaction % of the ledger does not sum to zero', NEW.transaction_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_entries_balanced';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER check_ledger AFTER INSERT ON ledger_entries
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_ledger();
