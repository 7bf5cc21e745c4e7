-- What guests send by WhatsApp besides text.
CREATE TABLE message_files (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  event_id UUID NOT NULL,
  message_id UUID NOT NULL,
  kind TEXT NOT NULL,
  media_id TEXT NOT NULL,
  name TEXT NOT NULL,
  content_type TEXT NOT NULL,
  size INTEGER DEFAULT '0' NOT NULL,
  key UUID,
  error TEXT,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT message_files_pkey PRIMARY KEY (id),
  CONSTRAINT message_files_kind_check
    CHECK (kind IN ('image','document','audio','video','sticker')),
  CONSTRAINT message_files_organization_id_fkey
    FOREIGN KEY (organization_id) REFERENCES organizations (id),
  CONSTRAINT message_files_event_id_fkey FOREIGN KEY (event_id) REFERENCES events (id),
  CONSTRAINT message_files_message_id_fkey
    FOREIGN KEY (message_id) REFERENCES messages (id) ON DELETE CASCADE
);
CREATE INDEX message_files_message_id_index ON message_files (message_id);
SELECT secure_tenant_table('message_files');
