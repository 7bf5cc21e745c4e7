-- Which parties want to sit near each other, and which never at one table.
CREATE TABLE seating_wishes (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  event_id UUID NOT NULL,
  kind TEXT NOT NULL,
  invitation_id UUID NOT NULL,
  other_invitation_id UUID NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT seating_wishes_pkey PRIMARY KEY (id),
  CONSTRAINT seating_wishes_event_id_invitation_id_other_invitation_id_key UNIQUE (event_id, invitation_id, other_invitation_id),
  CONSTRAINT seating_wishes_kind_check CHECK (kind IN ('together','apart')),
  CONSTRAINT seating_wishes_order_check CHECK (invitation_id < other_invitation_id),
  CONSTRAINT seating_wishes_event_id_fkey FOREIGN KEY (event_id) REFERENCES events (id),
  CONSTRAINT seating_wishes_invitation_id_fkey FOREIGN KEY (invitation_id) REFERENCES invitations (id) ON DELETE CASCADE,
  CONSTRAINT seating_wishes_other_invitation_id_fkey FOREIGN KEY (other_invitation_id) REFERENCES invitations (id) ON DELETE CASCADE
);
CREATE INDEX seating_wishes_other_index ON seating_wishes (other_invitation_id);
SELECT secure_tenant_table('seating_wishes');
