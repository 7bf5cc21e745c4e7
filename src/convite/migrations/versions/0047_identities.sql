-- Log-ins at other providers that open an account.
CREATE TABLE oauth_identities (
  id UUID NOT NULL,
  user_id UUID NOT NULL,
  provider TEXT NOT NULL,
  issuer TEXT NOT NULL,
  subject TEXT NOT NULL,
  email TEXT,
  last_used_at TIMESTAMP WITH TIME ZONE NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT oauth_identities_pkey PRIMARY KEY (id),
  CONSTRAINT oauth_identities_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id),
  CONSTRAINT oauth_identities_issuer_subject_key UNIQUE (issuer, subject)
);
CREATE INDEX oauth_identities_user_id_index ON oauth_identities (user_id);
