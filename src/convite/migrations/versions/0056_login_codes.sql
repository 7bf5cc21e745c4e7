-- When an account proved that its phone is its own.
ALTER TABLE users ADD COLUMN phone_verified_at timestamptz;
ALTER TABLE profiles ADD COLUMN is_verified boolean NOT NULL DEFAULT false;

-- Codes of an address, the newest last; the operator class also finds numbers that begin alike.
CREATE INDEX challenges_phone ON challenges (phone text_pattern_ops, created_at)
  WHERE phone IS NOT NULL;
CREATE INDEX challenges_email ON challenges (email, created_at) WHERE kind = 'email_otp';

-- Codes go to whoever asks, often before there is an account. What is sent and logged for that belongs to
-- the server.
INSERT INTO organizations (id, name, kind, currency)
VALUES ('00000000-0000-7000-8000-000000000001', 'Convite', 'business', 'EUR');
INSERT INTO streams (id, organization_id)
VALUES ('00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000001');
