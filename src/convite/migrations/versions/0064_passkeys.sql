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

-- What a passkey signs, to be added or to log in, and tries of a second factor.
ALTER TABLE challenges
  DROP CONSTRAINT challenges_kind_check,
  ADD CONSTRAINT challenges_kind_check CHECK (kind IN ('phone_otp','email_otp','magic_link','password_reset','email_proof','member_invite','organization_invite','passkey_new','passkey_login','second_factor'));

-- Whether a log-in asks for a second factor, and whether a session was opened with one.
ALTER TABLE users ADD COLUMN needs_second_factor BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE user_sessions ADD COLUMN has_second_factor BOOLEAN NOT NULL DEFAULT false;

-- Authenticator apps: the secret is encrypted with the server key, of recovery codes only hashes are kept.
CREATE TABLE authenticator_apps (
  id UUID NOT NULL,
  user_id UUID NOT NULL,
  secret BYTEA NOT NULL,
  confirmed_at TIMESTAMP WITH TIME ZONE,
  last_step BIGINT DEFAULT 0 NOT NULL,
  recovery_hashes BYTEA[] DEFAULT '{}' NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT authenticator_apps_pkey PRIMARY KEY (id),
  CONSTRAINT authenticator_apps_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id),
  CONSTRAINT authenticator_apps_user_id_key UNIQUE (user_id)
);
