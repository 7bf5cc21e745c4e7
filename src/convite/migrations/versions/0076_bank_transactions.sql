-- What bank statements say came to an organization's account. `key` lets the same file come twice.
CREATE TABLE bank_transactions (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  key TEXT NOT NULL,
  booked_on DATE NOT NULL,
  amount BIGINT NOT NULL,
  currency TEXT NOT NULL,
  text TEXT NOT NULL,
  payer TEXT NOT NULL,
  status TEXT DEFAULT 'unmatched' NOT NULL,
  order_id UUID,
  payment_id UUID,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT bank_transactions_pkey PRIMARY KEY (id),
  CONSTRAINT bank_transactions_once UNIQUE (organization_id, key),
  CONSTRAINT bank_transactions_status_check CHECK (status IN ('unmatched','near','found','matched','ignored')),
  CONSTRAINT bank_transactions_amount_check CHECK (amount > 0),
  CONSTRAINT bank_transactions_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id),
  CONSTRAINT bank_transactions_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders (id),
  CONSTRAINT bank_transactions_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES payments (id)
);
CREATE INDEX bank_transactions_list ON bank_transactions (organization_id, created_at, id);
CREATE INDEX bank_transactions_status_list ON bank_transactions (organization_id, status, created_at, id);
SELECT secure_tenant_table('bank_transactions');
