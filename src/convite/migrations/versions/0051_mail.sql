-- Why an e-mail address of a guest takes no mail.
ALTER TABLE guests ADD COLUMN blocked_email JSONB;

-- The calendar file that goes with a mail.
ALTER TABLE messages ADD COLUMN calendar TEXT;
CREATE INDEX messages_calendar ON messages (guest_id, created_at) WHERE calendar IS NOT NULL;
