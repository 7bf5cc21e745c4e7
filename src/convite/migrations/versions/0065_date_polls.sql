-- When an event could be, asked before its date is fixed: one poll for each event.
CREATE TABLE date_polls (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  event_id UUID NOT NULL,
  code_hash BYTEA NOT NULL,
  status TEXT DEFAULT 'open' NOT NULL,
  names_shown BOOLEAN DEFAULT false NOT NULL,
  closes_at TIMESTAMP WITH TIME ZONE,
  version INTEGER DEFAULT '1' NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT date_polls_pkey PRIMARY KEY (id),
  CONSTRAINT date_polls_status_check CHECK (status IN ('open','ended','closed')),
  CONSTRAINT date_polls_event_id_key UNIQUE (event_id),
  CONSTRAINT date_polls_code_hash_key UNIQUE (code_hash),
  CONSTRAINT date_polls_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id),
  CONSTRAINT date_polls_event_id_fkey FOREIGN KEY (event_id) REFERENCES events (id)
);
CREATE INDEX date_polls_due ON date_polls (closes_at) WHERE status = 'open';
SELECT secure_tenant_table('date_polls');

CREATE TABLE date_poll_options (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  event_id UUID NOT NULL,
  poll_id UUID NOT NULL,
  starts_at TIMESTAMP WITH TIME ZONE NOT NULL,
  ends_at TIMESTAMP WITH TIME ZONE,
  is_chosen BOOLEAN DEFAULT false NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT date_poll_options_pkey PRIMARY KEY (id),
  CONSTRAINT date_poll_options_ends_check CHECK (ends_at IS NULL OR ends_at >= starts_at),
  CONSTRAINT date_poll_options_organization_id_fkey
    FOREIGN KEY (organization_id) REFERENCES organizations (id),
  CONSTRAINT date_poll_options_event_id_fkey FOREIGN KEY (event_id) REFERENCES events (id),
  CONSTRAINT date_poll_options_poll_id_fkey
    FOREIGN KEY (poll_id) REFERENCES date_polls (id) ON DELETE CASCADE
);
CREATE INDEX date_poll_options_list ON date_poll_options (poll_id, starts_at, id);
CREATE UNIQUE INDEX date_poll_options_chosen ON date_poll_options (poll_id) WHERE is_chosen;
SELECT secure_tenant_table('date_poll_options');

-- Who can come when: a party by its invitation, or somebody with the poll's link by a secret of their own.
-- `choices` has yes, if_need_be or no by the ids of options.
CREATE TABLE date_poll_answers (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  event_id UUID NOT NULL,
  poll_id UUID NOT NULL,
  invitation_id UUID,
  secret_hash BYTEA,
  user_id UUID,
  name TEXT NOT NULL,
  email TEXT,
  locale TEXT NOT NULL,
  choices JSONB DEFAULT '{}' NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT date_poll_answers_pkey PRIMARY KEY (id),
  CONSTRAINT date_poll_answers_who_check CHECK ((invitation_id IS NULL) <> (secret_hash IS NULL)),
  CONSTRAINT date_poll_answers_organization_id_fkey
    FOREIGN KEY (organization_id) REFERENCES organizations (id),
  CONSTRAINT date_poll_answers_event_id_fkey FOREIGN KEY (event_id) REFERENCES events (id),
  CONSTRAINT date_poll_answers_poll_id_fkey
    FOREIGN KEY (poll_id) REFERENCES date_polls (id) ON DELETE CASCADE,
  CONSTRAINT date_poll_answers_invitation_id_fkey
    FOREIGN KEY (invitation_id) REFERENCES invitations (id) ON DELETE CASCADE,
  CONSTRAINT date_poll_answers_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id)
);
CREATE UNIQUE INDEX date_poll_answers_party ON date_poll_answers (poll_id, invitation_id)
  WHERE invitation_id IS NOT NULL;
CREATE UNIQUE INDEX date_poll_answers_secret ON date_poll_answers (poll_id, secret_hash)
  WHERE secret_hash IS NOT NULL;
CREATE INDEX date_poll_answers_invitation_index ON date_poll_answers (invitation_id)
  WHERE invitation_id IS NOT NULL;
CREATE INDEX date_poll_answers_user_index ON date_poll_answers (user_id) WHERE user_id IS NOT NULL;
CREATE INDEX date_poll_answers_list ON date_poll_answers (poll_id, created_at, id);
SELECT secure_tenant_table('date_poll_answers');

-- The poll of a link's code, and its place.
CREATE FUNCTION poll_place(wanted bytea) RETURNS TABLE (organization_id uuid, event_id uuid, poll_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.organization_id, p.event_id, p.id FROM date_polls p JOIN events e ON e.id = p.event_id
  WHERE p.code_hash = wanted AND e.deleted_at IS NULL
$$;
REVOKE ALL ON FUNCTION poll_place(bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION poll_place(bytea) TO convite_app;
