-- A message to many guests at once, and whom it goes to: settled when its sending begins.
CREATE TABLE broadcasts (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  event_id UUID NOT NULL,
  created_by UUID,
  channel TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT DEFAULT '' NOT NULL,
  body TEXT DEFAULT '' NOT NULL,
  audience JSONB NOT NULL,
  status TEXT DEFAULT 'draft' NOT NULL,
  scheduled_for TIMESTAMP WITH TIME ZONE,
  reached_id UUID,
  recipients INTEGER DEFAULT '0' NOT NULL,
  left_out INTEGER DEFAULT '0' NOT NULL,
  sent_at TIMESTAMP WITH TIME ZONE,
  version INTEGER DEFAULT '1' NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT broadcasts_pkey PRIMARY KEY (id),
  CONSTRAINT broadcasts_channel_check CHECK (channel IN ('email','sms','whatsapp')),
  CONSTRAINT broadcasts_kind_check CHECK (kind IN ('message','save_the_date','change','thank_you')),
  CONSTRAINT broadcasts_status_check
    CHECK (status IN ('draft','scheduled','sending','paused','sent','canceled')),
  CONSTRAINT broadcasts_event_id_fkey FOREIGN KEY (event_id) REFERENCES events (id)
);
CREATE INDEX broadcasts_event_id_index ON broadcasts (event_id);
CREATE INDEX broadcasts_open ON broadcasts (status) WHERE status IN ('scheduled', 'sending');
SELECT secure_tenant_table('broadcasts');

CREATE TABLE broadcast_recipients (
  broadcast_id UUID NOT NULL,
  attendee_id UUID NOT NULL,
  organization_id UUID NOT NULL,
  event_id UUID NOT NULL,
  left_out TEXT,
  CONSTRAINT broadcast_recipients_pkey PRIMARY KEY (broadcast_id, attendee_id),
  CONSTRAINT broadcast_recipients_broadcast_id_fkey FOREIGN KEY (broadcast_id) REFERENCES broadcasts (id),
  CONSTRAINT broadcast_recipients_left_out_check CHECK (left_out IN ('no_address','opted_out'))
);
SELECT secure_tenant_table('broadcast_recipients');

ALTER TABLE messages ADD COLUMN broadcast_id UUID;
CREATE INDEX messages_broadcast ON messages (broadcast_id, status) WHERE broadcast_id IS NOT NULL;
-- Messages of a paused broadcast are held.
ALTER TABLE messages DROP CONSTRAINT messages_status_check;
ALTER TABLE messages ADD CONSTRAINT messages_status_check CHECK (status IN
  ('queued','held','outbox','sending','sent','failed','suppressed','delivered','read')) NOT VALID;
ALTER TABLE messages VALIDATE CONSTRAINT messages_status_check;

-- When the next message of a channel may go, over all workers.
CREATE TABLE sending_turns (channel TEXT NOT NULL PRIMARY KEY, next_at TIMESTAMP WITH TIME ZONE NOT NULL);
REVOKE ALL ON sending_turns FROM convite_app;
