-- Jobs and messages are taken by one set of statements (core/leases.py), which needs the same columns
-- of both.
ALTER TABLE jobs ADD COLUMN priority SMALLINT DEFAULT 0 NOT NULL,
  ADD COLUMN updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  ADD CONSTRAINT jobs_priority_check CHECK (priority BETWEEN -1 AND 1);
DROP INDEX jobs_due;
CREATE INDEX jobs_due ON jobs (lane, organization_id, priority, run_after, id) WHERE status = 'queued';
ALTER TABLE messages ADD COLUMN priority SMALLINT DEFAULT 0 NOT NULL, ADD COLUMN worker UUID,
  ADD CONSTRAINT messages_priority_check CHECK (priority BETWEEN -1 AND 1);
DROP INDEX messages_due;
CREATE INDEX messages_due ON messages (channel, organization_id, priority, run_after, id)
  WHERE status = 'queued';
