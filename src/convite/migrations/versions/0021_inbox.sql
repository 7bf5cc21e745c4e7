-- Incoming messages: what guests write to the host, read by the event's team.
ALTER TABLE messages ADD COLUMN direction TEXT DEFAULT 'out' NOT NULL;
ALTER TABLE messages ADD COLUMN invitation_id UUID;
ALTER TABLE messages ADD COLUMN in_reply_to UUID;
ALTER TABLE messages ADD COLUMN body TEXT;
ALTER TABLE messages ADD COLUMN read_at TIMESTAMP WITH TIME ZONE;
ALTER TABLE messages ADD CONSTRAINT messages_direction_check CHECK (direction IN ('out','in'));
ALTER TABLE messages DROP CONSTRAINT messages_channel_check;
ALTER TABLE messages ADD CONSTRAINT messages_channel_check
  CHECK (channel IN ('email','sms','whatsapp','page'));
ALTER TABLE messages DROP CONSTRAINT messages_status_check;
ALTER TABLE messages ADD CONSTRAINT messages_status_check
  CHECK (status IN ('queued','outbox','sending','sent','failed','suppressed','delivered','read'));
DROP INDEX messages_event_id_index;
CREATE INDEX messages_of_event ON messages (event_id, created_at, id);
CREATE INDEX messages_incoming ON messages (event_id, created_at, id) WHERE direction = 'in';
CREATE INDEX messages_unread ON messages (event_id) WHERE direction = 'in' AND read_at IS NULL;
CREATE INDEX messages_of_party ON messages (invitation_id) WHERE invitation_id IS NOT NULL;
CREATE INDEX messages_answers ON messages (in_reply_to) WHERE in_reply_to IS NOT NULL;
SELECT register_place_kind('message', 'messages');

-- What parties have already written reached nobody: it is unread, under the moment of their reply.
INSERT INTO messages (id, organization_id, event_id, guest_id, direction, invitation_id, channel, address,
  locale, subject, text, dedup_key, status, created_at)
SELECT gen_random_uuid(), i.organization_id, i.event_id, p.guest_id, 'in', i.id, 'page', '',
  coalesce(i.locale, 'en'), '', i.reply, 'reply.' || i.id, 'delivered',
  coalesce(i.responded_at, i.updated_at)
FROM invitations i LEFT JOIN LATERAL (
  SELECT a.guest_id FROM attendees a WHERE a.invitation_id = i.id ORDER BY a.created_at, a.id LIMIT 1
) p ON true
WHERE i.reply <> '';

-- A user's notifications belong to their own organization, whichever event they are about.
CREATE TABLE notifications (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  user_id UUID NOT NULL,
  sender_id UUID,
  event_id UUID,
  type TEXT NOT NULL,
  title TEXT NOT NULL,
  message TEXT DEFAULT '' NOT NULL,
  reference_type TEXT NOT NULL,
  reference_id UUID NOT NULL,
  is_read BOOLEAN DEFAULT false NOT NULL,
  metadata JSONB DEFAULT '{}' NOT NULL,
  mailed_at TIMESTAMP WITH TIME ZONE,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT notifications_pkey PRIMARY KEY (id),
  CONSTRAINT notifications_type_check
    CHECK (type IN ('event_request','event_invite','payment','reminder','system')),
  CONSTRAINT notifications_user_id_reference_type_reference_id_key
    UNIQUE (user_id, reference_type, reference_id),
  CONSTRAINT notifications_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id)
);
CREATE INDEX notifications_newest ON notifications (user_id, created_at, id);
CREATE INDEX notifications_unread ON notifications (user_id, created_at, id) WHERE NOT is_read;
CREATE INDEX notifications_to_mail ON notifications (user_id, event_id)
  WHERE mailed_at IS NULL AND NOT is_read;
CREATE INDEX notifications_mailed ON notifications (user_id, event_id, mailed_at)
  WHERE mailed_at IS NOT NULL;
SELECT secure_tenant_table('notifications');
