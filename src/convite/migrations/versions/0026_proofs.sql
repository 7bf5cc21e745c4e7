-- Proofs by code or link, and budgets of guesses that all processes count together.
ALTER TABLE users ADD COLUMN email_verified_at TIMESTAMP WITH TIME ZONE;

CREATE TABLE challenges (
  id UUID NOT NULL,
  kind TEXT NOT NULL,
  user_id UUID,
  email TEXT,
  phone TEXT,
  otp_hash BYTEA NOT NULL,
  salt BYTEA,
  attempts INTEGER DEFAULT '0' NOT NULL,
  is_verified BOOLEAN DEFAULT false NOT NULL,
  expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT challenges_pkey PRIMARY KEY (id),
  CONSTRAINT challenges_kind_check CHECK (kind IN ('phone_otp','email_otp','magic_link','password_reset','email_proof','member_invite')),
  CONSTRAINT challenges_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id)
);
CREATE INDEX challenges_user_index ON challenges (user_id, created_at);
CREATE INDEX challenges_otp_hash_index ON challenges (otp_hash);
CREATE INDEX challenges_expires_at_index ON challenges (expires_at);

CREATE UNLOGGED TABLE budget_uses (
  key BYTEA NOT NULL,
  used INTEGER DEFAULT '1' NOT NULL,
  started_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT budget_uses_pkey PRIMARY KEY (key)
);
CREATE INDEX budget_uses_started_at_index ON budget_uses (started_at);

-- Tickets of one's own, whoever's event they are for: of attendees and guests with the account, and of
-- guests with the e-mail that the account has proven.
CREATE INDEX guests_email_key_index ON guests (email_key) WHERE deleted_at IS NULL;
CREATE INDEX guests_user_id_index ON guests (user_id) WHERE user_id IS NOT NULL;
CREATE FUNCTION my_tickets()
  RETURNS TABLE (id uuid, serial text, event_id uuid, attendee_id uuid, reissue int, revoked_at timestamptz,
    attendance text, created_at timestamptz, name text, seat_number text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH mine AS (
    SELECT a.id FROM attendees a WHERE a.user_id = app_user()
    UNION
    SELECT a.id FROM guests g JOIN attendees a ON a.guest_id = g.id
    WHERE g.user_id = app_user() AND g.deleted_at IS NULL
    UNION
    SELECT a.id FROM users u
    JOIN guests g ON g.email_key = u.email_key AND g.deleted_at IS NULL
    JOIN attendees a ON a.guest_id = g.id
    WHERE u.id = app_user() AND u.email_verified_at IS NOT NULL AND u.deleted_at IS NULL
  )
  SELECT t.id, t.serial, t.event_id, t.attendee_id, t.reissue, t.revoked_at, a.attendance, t.created_at,
    concat_ws(' ', nullif(g.first_name, ''), nullif(g.last_name, '')), s.seat_number
  FROM mine m
  JOIN tickets t ON t.attendee_id = m.id
  JOIN attendees a ON a.id = m.id
  JOIN guests g ON g.id = a.guest_id
  JOIN events e ON e.id = t.event_id AND e.deleted_at IS NULL
  LEFT JOIN seats s ON s.attendee_id = a.id
$$;
