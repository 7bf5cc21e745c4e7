-- Reminders: what is sent when to whom; a message knows the reminder that it is of.
CREATE TABLE reminders (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  event_id UUID NOT NULL,
  channel TEXT NOT NULL,
  audience TEXT NOT NULL,
  offset_minutes INTEGER,
  send_at TIMESTAMP WITH TIME ZONE,
  subject TEXT DEFAULT '' NOT NULL,
  body TEXT DEFAULT '' NOT NULL,
  status TEXT DEFAULT 'scheduled' NOT NULL,
  reached_id UUID,
  recipients INTEGER DEFAULT '0' NOT NULL,
  suppressed INTEGER DEFAULT '0' NOT NULL,
  sent_at TIMESTAMP WITH TIME ZONE,
  created_by UUID,
  version INTEGER DEFAULT '1' NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT reminders_pkey PRIMARY KEY (id),
  CONSTRAINT reminders_channel_check CHECK (channel IN ('email','sms','whatsapp')),
  CONSTRAINT reminders_audience_check CHECK (audience IN ('unanswered','coming','everyone')),
  CONSTRAINT reminders_status_check CHECK (status IN ('scheduled','sending','sent','missed','canceled')),
  CONSTRAINT reminders_when_check CHECK ((offset_minutes IS NULL) <> (send_at IS NULL)),
  CONSTRAINT reminders_event_id_fkey FOREIGN KEY (event_id) REFERENCES events (id)
);
CREATE INDEX reminders_event_id_index ON reminders (event_id);
CREATE INDEX reminders_open ON reminders (event_id) WHERE status IN ('scheduled', 'sending');
SELECT secure_tenant_table('reminders');

ALTER TABLE messages ADD COLUMN reminder_id UUID;
CREATE INDEX messages_reminder ON messages (reminder_id, guest_id) WHERE reminder_id IS NOT NULL;
