-- Door devices with keys of their own, and the gates where people come in.
CREATE TABLE gates (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  event_id UUID NOT NULL,
  name TEXT NOT NULL,
  position INTEGER DEFAULT '0' NOT NULL,
  zones TEXT[] DEFAULT '{}' NOT NULL,
  version INTEGER DEFAULT '1' NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT gates_pkey PRIMARY KEY (id),
  CONSTRAINT gates_event_id_fkey FOREIGN KEY (event_id) REFERENCES events (id)
);
CREATE UNIQUE INDEX gates_name_key ON gates (event_id, lower(name));
SELECT secure_tenant_table('gates');

CREATE TABLE devices (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  event_id UUID NOT NULL,
  name TEXT NOT NULL,
  gate_id UUID,
  key_hash BYTEA NOT NULL,
  last_seen_at TIMESTAMP WITH TIME ZONE,
  roster_position TEXT,
  roster_at TIMESTAMP WITH TIME ZONE,
  expires_at TIMESTAMP WITH TIME ZONE,
  revoked_at TIMESTAMP WITH TIME ZONE,
  created_by UUID,
  version INTEGER DEFAULT '1' NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT devices_pkey PRIMARY KEY (id),
  CONSTRAINT devices_key_hash_key UNIQUE (key_hash),
  CONSTRAINT devices_event_id_fkey FOREIGN KEY (event_id) REFERENCES events (id),
  CONSTRAINT devices_gate_id_fkey FOREIGN KEY (gate_id) REFERENCES gates (id) ON DELETE SET NULL
);
CREATE INDEX devices_event_id_index ON devices (event_id);
CREATE INDEX devices_gate_id_index ON devices (gate_id);
SELECT secure_tenant_table('devices');

-- The device behind a key, whoever's it is: a key comes before its tenant is known.
CREATE FUNCTION device_by_key(hash bytea)
  RETURNS TABLE (id uuid, event_id uuid, organization_id uuid, name text, gate text, is_over boolean,
    last_seen_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT d.id, d.event_id, d.organization_id, d.name, g.name,
    d.revoked_at IS NOT NULL OR coalesce(d.expires_at <= now(), false), d.last_seen_at
  FROM devices d LEFT JOIN gates g ON g.id = d.gate_id WHERE d.key_hash = hash
$$;
