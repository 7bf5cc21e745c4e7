-- When the provider last said how a payment is, and when that last went wrong.
ALTER TABLE payment_accounts ADD COLUMN last_answer_at TIMESTAMP WITH TIME ZONE;
ALTER TABLE payment_accounts ADD COLUMN last_error_at TIMESTAMP WITH TIME ZONE;

-- An event's payments that a provider knows and that aren't paid yet.
CREATE INDEX payments_open ON payments (event_id, created_at, id)
  WHERE status = 'created' AND provider_payment_id IS NOT NULL;
