-- What providers say later about messages, and what people write through them.
ALTER TABLE messages ADD COLUMN error_code TEXT;
ALTER TABLE messages ADD COLUMN person_id TEXT;
ALTER TABLE messages ADD COLUMN delivered_at TIMESTAMP WITH TIME ZONE;
ALTER TABLE messages ADD COLUMN attempt INTEGER DEFAULT 0 NOT NULL;
CREATE INDEX messages_provider ON messages (provider_id) WHERE provider_id IS NOT NULL;
CREATE INDEX messages_person ON messages (person_id, created_at) WHERE person_id IS NOT NULL;
CREATE INDEX messages_address ON messages (address, created_at) WHERE channel IN ('whatsapp', 'sms');

-- Calls of providers, kept as they came until they have been read.
CREATE TABLE provider_calls (
  id BIGINT GENERATED ALWAYS AS IDENTITY,
  channel TEXT NOT NULL,
  body BYTEA NOT NULL,
  error TEXT,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT provider_calls_pkey PRIMARY KEY (id),
  CONSTRAINT provider_calls_channel_check CHECK (channel IN ('email','sms','whatsapp'))
);
CREATE INDEX provider_calls_waiting ON provider_calls (id) WHERE error IS NULL;
REVOKE ALL ON provider_calls FROM convite_app;
GRANT INSERT ON provider_calls TO convite_app;

-- Until when a channel sends nothing, because its provider refuses everything, and why.
ALTER TABLE sending_turns ADD COLUMN stopped_until TIMESTAMP WITH TIME ZONE;
ALTER TABLE sending_turns ADD COLUMN stopped_at TIMESTAMP WITH TIME ZONE;
ALTER TABLE sending_turns ADD COLUMN reason TEXT;
