-- What an organization has sent in the last day by channels that cost money.
CREATE INDEX messages_paid ON messages (organization_id, channel, sent_at)
  WHERE channel IN ('sms', 'whatsapp') AND sent_at IS NOT NULL;
