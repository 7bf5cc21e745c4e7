-- Addresses that are told of facts.
CREATE TABLE webhook_endpoints (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  url TEXT NOT NULL,
  description TEXT DEFAULT '' NOT NULL,
  facts TEXT[] NOT NULL,
  status TEXT DEFAULT 'enabled' NOT NULL,
  disabled_reason TEXT,
  enabled_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  secret BYTEA NOT NULL,
  previous_secret BYTEA,
  previous_until TIMESTAMP WITH TIME ZONE,
  failing_since TIMESTAMP WITH TIME ZONE,
  failures INTEGER DEFAULT '0' NOT NULL,
  rest_until TIMESTAMP WITH TIME ZONE,
  last_delivered_at TIMESTAMP WITH TIME ZONE,
  version INTEGER DEFAULT '1' NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT webhook_endpoints_pkey PRIMARY KEY (id),
  CONSTRAINT webhook_endpoints_status_check CHECK (status IN ('enabled','disabled')),
  CONSTRAINT webhook_endpoints_disabled_reason_check
    CHECK (disabled_reason IN ('paused','gone','failing')),
  CONSTRAINT webhook_endpoints_organization_id_fkey
    FOREIGN KEY (organization_id) REFERENCES organizations (id)
);
CREATE INDEX webhook_endpoints_organization_index ON webhook_endpoints (organization_id, created_at, id);
SELECT secure_tenant_table('webhook_endpoints');
SELECT register_place_kind('webhook_endpoint', 'webhook_endpoints', event_column => NULL);

-- One fact for one endpoint.
CREATE TABLE webhook_deliveries (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  endpoint_id UUID NOT NULL,
  fact_id UUID,
  type TEXT NOT NULL,
  payload TEXT NOT NULL,
  status TEXT DEFAULT 'queued' NOT NULL,
  priority SMALLINT DEFAULT '0' NOT NULL,
  run_after TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  give_up_at TIMESTAMP WITH TIME ZONE NOT NULL,
  tries INTEGER DEFAULT '0' NOT NULL,
  starts INTEGER DEFAULT '0' NOT NULL,
  worker UUID,
  lease_until TIMESTAMP WITH TIME ZONE,
  error TEXT,
  answer_status INTEGER,
  answer TEXT DEFAULT '' NOT NULL,
  attempts JSONB DEFAULT '[]' NOT NULL,
  delivered_at TIMESTAMP WITH TIME ZONE,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT webhook_deliveries_pkey PRIMARY KEY (id),
  CONSTRAINT webhook_deliveries_endpoint_id_fact_id_key UNIQUE (endpoint_id, fact_id),
  CONSTRAINT webhook_deliveries_status_check
    CHECK (status IN ('queued','sending','delivered','failed')),
  CONSTRAINT webhook_deliveries_endpoint_id_fkey
    FOREIGN KEY (endpoint_id) REFERENCES webhook_endpoints (id) ON DELETE CASCADE
) WITH (autovacuum_vacuum_scale_factor = 0.01);
CREATE INDEX webhook_deliveries_due
  ON webhook_deliveries (endpoint_id, organization_id, priority, run_after, id) WHERE status = 'queued';
CREATE INDEX webhook_deliveries_sending ON webhook_deliveries (lease_until) WHERE status = 'sending';
CREATE INDEX webhook_deliveries_newest ON webhook_deliveries (endpoint_id, created_at, id);
CREATE INDEX webhook_deliveries_age ON webhook_deliveries (created_at);
SELECT secure_tenant_table('webhook_deliveries');

-- How far each stream of the log was read.
CREATE TABLE webhook_cursors (
  stream_id UUID NOT NULL,
  organization_id UUID NOT NULL,
  position BIGINT NOT NULL,
  CONSTRAINT webhook_cursors_pkey PRIMARY KEY (stream_id)
);
CREATE INDEX webhook_cursors_organization_id_index ON webhook_cursors (organization_id);
SELECT secure_tenant_table('webhook_cursors');
