-- Texts that an organization keeps for its messages.
CREATE TABLE message_templates (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  name TEXT NOT NULL,
  channel TEXT NOT NULL,
  locale TEXT NOT NULL,
  subject TEXT DEFAULT '' NOT NULL,
  body TEXT NOT NULL,
  variables JSONB DEFAULT '{}' NOT NULL,
  has_buttons BOOLEAN DEFAULT false NOT NULL,
  category TEXT DEFAULT 'utility' NOT NULL,
  provider_name TEXT,
  provider_id TEXT,
  provider_status TEXT,
  provider_reason TEXT,
  provider_changed_at TIMESTAMP WITH TIME ZONE,
  version INTEGER DEFAULT '1' NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT message_templates_pkey PRIMARY KEY (id),
  CONSTRAINT message_templates_channel_check CHECK (channel IN ('email','sms','whatsapp')),
  CONSTRAINT message_templates_category_check CHECK (category IN ('utility','marketing')),
  CONSTRAINT message_templates_provider_status_check
    CHECK (provider_status IN ('pending','approved','rejected','paused','disabled')),
  CONSTRAINT message_templates_organization_id_fkey
    FOREIGN KEY (organization_id) REFERENCES organizations (id)
);
CREATE INDEX message_templates_organization_index
  ON message_templates (organization_id, created_at, id);
CREATE UNIQUE INDEX message_templates_provider
  ON message_templates (provider_name, locale) WHERE provider_name IS NOT NULL;
SELECT secure_tenant_table('message_templates');
SELECT register_place_kind('message_template', 'message_templates', event_column => NULL);

-- What a message or broadcast is sent with, and why the server has paused a broadcast.
ALTER TABLE broadcasts ADD COLUMN template_id UUID;
ALTER TABLE broadcasts ADD COLUMN variables JSONB DEFAULT '{}' NOT NULL;
ALTER TABLE broadcasts ADD COLUMN paused_reason TEXT;
ALTER TABLE broadcasts ADD COLUMN retry_of UUID;
ALTER TABLE messages ADD COLUMN template JSONB;
CREATE INDEX messages_by_template ON messages (sent_at)
  WHERE template IS NOT NULL AND sent_at IS NOT NULL;
ALTER TABLE broadcast_recipients DROP CONSTRAINT broadcast_recipients_left_out_check;
ALTER TABLE broadcast_recipients ADD CONSTRAINT broadcast_recipients_left_out_check
  CHECK (left_out IN ('no_address','opted_out','bounced','window_closed','no_sender'));
