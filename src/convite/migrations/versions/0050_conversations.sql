-- What one party has written to the host about an event, by whatever channel, and the replies. Somebody
-- without a party has a conversation as a guest; an address that is no guest's has one too.
CREATE TABLE conversations (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  event_id UUID NOT NULL,
  invitation_id UUID,
  guest_id UUID,
  address TEXT,
  last_at TIMESTAMP WITH TIME ZONE NOT NULL,
  last_text TEXT DEFAULT '' NOT NULL,
  last_direction TEXT DEFAULT 'in' NOT NULL,
  last_channel TEXT NOT NULL,
  unread INTEGER DEFAULT '0' NOT NULL,
  assigned_to UUID,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT conversations_pkey PRIMARY KEY (id),
  CONSTRAINT conversations_last_direction_check CHECK (last_direction IN ('out','in')),
  CONSTRAINT conversations_last_channel_check
    CHECK (last_channel IN ('email','sms','whatsapp','page')),
  CONSTRAINT conversations_unread_check CHECK (unread >= 0),
  CONSTRAINT conversations_event_id_fkey FOREIGN KEY (event_id) REFERENCES events (id)
);
CREATE UNIQUE INDEX conversations_party ON conversations (invitation_id) WHERE invitation_id IS NOT NULL;
CREATE UNIQUE INDEX conversations_guest ON conversations (guest_id, event_id) WHERE invitation_id IS NULL;
CREATE UNIQUE INDEX conversations_address ON conversations (event_id, address)
  WHERE invitation_id IS NULL AND guest_id IS NULL;
CREATE INDEX conversations_newest ON conversations (event_id, last_at, id);
CREATE INDEX conversations_unread ON conversations (event_id, last_at, id) INCLUDE (unread)
  WHERE unread > 0;
CREATE INDEX conversations_assigned ON conversations (event_id, assigned_to, last_at, id);
CREATE INDEX conversations_writer ON conversations (guest_id) WHERE guest_id IS NOT NULL;
SELECT secure_tenant_table('conversations');
SELECT register_place_kind('conversation', 'conversations');
-- As for attendees: otherwise the planner expects a handful of rows and sorts the whole event.
ALTER TABLE conversations ALTER COLUMN organization_id SET (n_distinct = 1);

ALTER TABLE messages ADD COLUMN conversation_id UUID;

-- One of the messages' conversation: its party's, else its guest's, else its address's.
CREATE TEMPORARY TABLE threads AS
SELECT gen_random_uuid() AS id, event_id, invitation_id, guest_id, address, array_agg(message_id) AS messages
FROM (
  SELECT m.id AS message_id, m.event_id, m.invitation_id,
    CASE WHEN m.invitation_id IS NULL THEN m.guest_id END AS guest_id,
    CASE WHEN m.invitation_id IS NULL AND m.guest_id IS NULL THEN m.address END AS address
  FROM messages m WHERE m.direction = 'in' AND m.event_id IS NOT NULL
) AS one
GROUP BY event_id, invitation_id, guest_id, address;

INSERT INTO conversations (id, organization_id, event_id, invitation_id, guest_id, address, last_at,
  last_text, last_direction, last_channel, unread)
SELECT t.id, l.organization_id, t.event_id, t.invitation_id, coalesce(t.guest_id, w.guest_id), t.address,
  l.created_at, left(btrim(regexp_replace(coalesce(l.body, l.text), '\s+', ' ', 'g')), 200),
  l.direction, l.channel, u.unread
FROM threads t
CROSS JOIN LATERAL (
  SELECT m.* FROM messages m WHERE m.id = ANY (t.messages) OR m.in_reply_to = ANY (t.messages)
  ORDER BY m.created_at DESC, m.id DESC LIMIT 1
) AS l
CROSS JOIN LATERAL (
  SELECT m.guest_id FROM messages m WHERE m.id = ANY (t.messages)
  ORDER BY m.created_at DESC, m.id DESC LIMIT 1
) AS w
CROSS JOIN LATERAL (
  SELECT count(*) AS unread FROM messages m WHERE m.id = ANY (t.messages) AND m.read_at IS NULL
) AS u;

UPDATE messages m SET conversation_id = t.id
FROM (SELECT id, unnest(messages) AS message_id FROM threads) AS t WHERE m.id = t.message_id;
UPDATE messages m SET conversation_id = q.conversation_id FROM messages q
WHERE m.in_reply_to = q.id AND q.conversation_id IS NOT NULL;
DROP TABLE threads;

CREATE INDEX messages_of_conversation ON messages (conversation_id, created_at, id)
  WHERE conversation_id IS NOT NULL;
CREATE INDEX messages_of_guest ON messages (guest_id, event_id) WHERE guest_id IS NOT NULL;
