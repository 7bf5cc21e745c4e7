-- Scans that arrive later, as they arrived; and what clashes at the door, for people to settle.
CREATE TABLE queued_scans (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  event_id UUID NOT NULL,
  nonce TEXT NOT NULL,
  body JSONB NOT NULL,
  by_kind TEXT NOT NULL,
  by_id UUID,
  result TEXT,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT queued_scans_pkey PRIMARY KEY (id),
  CONSTRAINT queued_scans_event_id_nonce_key UNIQUE (event_id, nonce)
);
CREATE TABLE checkin_conflicts (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  event_id UUID NOT NULL,
  attendee_id UUID,
  kind TEXT NOT NULL,
  nonce TEXT NOT NULL,
  first JSONB,
  second JSONB NOT NULL,
  result TEXT NOT NULL,
  resolved_at TIMESTAMP WITH TIME ZONE,
  resolved_by UUID,
  note TEXT DEFAULT '' NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT checkin_conflicts_pkey PRIMARY KEY (id),
  CONSTRAINT checkin_conflicts_event_id_nonce_attendee_id_key UNIQUE NULLS NOT DISTINCT (event_id, nonce, attendee_id),
  CONSTRAINT checkin_conflicts_kind_check CHECK (kind IN ('twice','out_without_in','let_in')),
  CONSTRAINT checkin_conflicts_attendee_id_fkey FOREIGN KEY (attendee_id) REFERENCES attendees (id) ON DELETE CASCADE
);
CREATE INDEX checkin_conflicts_open ON checkin_conflicts (event_id, created_at) WHERE resolved_at IS NULL;
SELECT secure_tenant_table('queued_scans');
SELECT secure_tenant_table('checkin_conflicts');
