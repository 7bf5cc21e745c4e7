-- Questions that are answered with a file, and the files.
ALTER TABLE questions DROP CONSTRAINT questions_kind_check,
  ADD CONSTRAINT questions_kind_check CHECK (kind IN
    ('text','long_text','choice','choices','number','date','agree','meal','file'));
CREATE TABLE attachments (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  event_id UUID NOT NULL,
  invitation_id UUID NOT NULL,
  key UUID NOT NULL,
  name TEXT NOT NULL,
  content_type TEXT NOT NULL,
  size INTEGER NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT attachments_pkey PRIMARY KEY (id),
  CONSTRAINT attachments_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id),
  CONSTRAINT attachments_event_id_fkey FOREIGN KEY (event_id) REFERENCES events (id),
  CONSTRAINT attachments_invitation_id_fkey FOREIGN KEY (invitation_id) REFERENCES invitations (id) ON DELETE CASCADE
);
CREATE INDEX attachments_invitation_id_index ON attachments (invitation_id);
SELECT secure_tenant_table('attachments');
SELECT register_place_kind('attachment', 'attachments');
