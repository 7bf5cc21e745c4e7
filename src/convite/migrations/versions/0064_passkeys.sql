-- Passkeys that open an account: what the server keeps of each is public.
CREATE TABLE passkeys (
  id UUID NOT NULL,
  user_id UUID NOT NULL,
  name TEXT NOT NULL,
  credential_id BYTEA NOT NULL,
  public_key BYTEA NOT NULL,
  sign_count BIGINT NOT NULL,
  is_synced BOOLEAN NOT NULL,
  last_used_at TIMESTAMP WITH TIME ZONE,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT passkeys_pkey PRIMARY KEY (id),
  CONSTRAINT passkeys_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id),
  CONSTRAINT passkeys_credential_id_key UNIQUE (credential_id)
);
CREATE INDEX passkeys_user_id_index ON passkeys (user_id);

-- What a passkey signs, to be added or to log in.
ALTER TABLE challenges
  DROP CONSTRAINT challenges_kind_check,
  ADD CONSTRAINT challenges_kind_check CHECK (kind IN ('phone_otp','email_otp','magic_link','password_reset','email_proof','member_invite','organization_invite','passkey_new','passkey_login'));
