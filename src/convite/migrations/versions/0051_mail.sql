-- Why an e-mail address of a guest takes no mail.
ALTER TABLE guests ADD COLUMN blocked_email JSONB;
