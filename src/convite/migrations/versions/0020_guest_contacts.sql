-- Further numbers and addresses of a guest. What an import couldn't read is kept here as it was
-- written, until somebody corrects it.
CREATE TABLE guest_contacts (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  guest_id UUID NOT NULL,
  kind TEXT NOT NULL,
  value TEXT NOT NULL,
  is_preferred BOOLEAN DEFAULT 'false' NOT NULL,
  is_readable BOOLEAN DEFAULT 'true' NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT guest_contacts_pkey PRIMARY KEY (id),
  CONSTRAINT guest_contacts_kind_check CHECK (kind IN ('phone', 'email', 'whatsapp')),
  CONSTRAINT guest_contacts_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id),
  CONSTRAINT guest_contacts_guest_id_fkey FOREIGN KEY (guest_id) REFERENCES guests (id)
);
CREATE UNIQUE INDEX guest_contacts_value_key ON guest_contacts (guest_id, kind, value);
SELECT secure_tenant_table('guest_contacts');
