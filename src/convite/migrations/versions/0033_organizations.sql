-- An organization's own language, for its new events, and a version for those who edit it side by side.
ALTER TABLE organizations
  ADD COLUMN locale TEXT,
  ADD COLUMN deleted_at TIMESTAMP WITH TIME ZONE,
  ADD COLUMN version INTEGER DEFAULT '1' NOT NULL;
ALTER TABLE organization_members ADD COLUMN version INTEGER DEFAULT '1' NOT NULL;

-- An organization that was deleted is nobody's any more. It has no events then.
CREATE OR REPLACE FUNCTION my_organization_ids() RETURNS SETOF uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT m.organization_id FROM organization_members m JOIN organizations o ON o.id = m.organization_id
  WHERE m.user_id = app_user() AND m.status = 'active' AND o.deleted_at IS NULL
$$;

-- Keys by which programs act as whoever made them, in one organization. Only hashes are kept.
CREATE TABLE api_keys (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  user_id UUID NOT NULL,
  name TEXT NOT NULL,
  prefix TEXT NOT NULL,
  key_hash BYTEA NOT NULL,
  scopes TEXT[] DEFAULT '{}' NOT NULL,
  expires_at TIMESTAMP WITH TIME ZONE,
  last_used_at TIMESTAMP WITH TIME ZONE,
  revoked_at TIMESTAMP WITH TIME ZONE,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT api_keys_pkey PRIMARY KEY (id),
  CONSTRAINT api_keys_key_hash_key UNIQUE (key_hash),
  CONSTRAINT api_keys_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id),
  CONSTRAINT api_keys_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id)
);
CREATE INDEX api_keys_organization_index ON api_keys (organization_id, created_at, id);
CREATE INDEX api_keys_user_id_index ON api_keys (user_id);
SELECT secure_tenant_table('api_keys');
-- A key is found by its id alone; the program checks who may see it.
CREATE POLICY mine ON api_keys FOR SELECT TO convite_app
  USING (organization_id IN (SELECT my_organization_ids()));

-- The key with a hash, of any tenant, with what a request by it needs to know, and no more. It is noted
-- as used at most once a minute.
CREATE FUNCTION api_key_by_hash(hash bytea)
  RETURNS TABLE (id uuid, organization_id uuid, user_id uuid, scopes text[], is_over boolean)
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE api_keys SET last_used_at = now()
  WHERE key_hash = hash AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute');
  SELECT k.id, k.organization_id, k.user_id, k.scopes,
    k.revoked_at IS NOT NULL OR k.expires_at <= now() OR u.deleted_at IS NOT NULL OR NOT u.is_active
      OR NOT EXISTS (SELECT 1 FROM organizations o WHERE o.id = k.organization_id AND o.deleted_at IS NULL)
  FROM api_keys k JOIN users u ON u.id = k.user_id WHERE k.key_hash = hash
$$;
