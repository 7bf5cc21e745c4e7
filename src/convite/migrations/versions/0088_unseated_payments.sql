ALTER TABLE payments DROP CONSTRAINT payments_attention_check,
  ADD CONSTRAINT payments_attention_check
    CHECK (attention IN ('partial', 'overpaid', 'mismatch', 'unseated'));
