-- What a fact's recorder asks of the jobs that react to it: when, by which key, before what, in which lane.
ALTER TABLE activity_outbox ADD COLUMN run_after TIMESTAMP WITH TIME ZONE, ADD COLUMN key TEXT,
  ADD COLUMN priority SMALLINT DEFAULT 0 NOT NULL, ADD COLUMN lane TEXT;
ALTER TABLE jobs ADD COLUMN key TEXT;
ALTER TABLE jobs DROP CONSTRAINT jobs_lane_check, ADD CONSTRAINT jobs_lane_check
  CHECK (lane IN ('urgent','normal','bulk','files','seating','alone'));
CREATE UNIQUE INDEX jobs_key ON jobs (organization_id, key, name) WHERE key IS NOT NULL;

-- The application may not touch the queue, but whoever asked for work may take it back in the same
-- transaction. The outbox goes first: a dispatcher at work on its rows is waited for, and what it has
-- made of them is seen by the second statement.
CREATE FUNCTION cancel_jobs(wanted text) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  waiting integer;
  queued integer;
BEGIN
  DELETE FROM activity_outbox WHERE organization_id = app_org() AND key = wanted;
  GET DIAGNOSTICS waiting = ROW_COUNT;
  DELETE FROM jobs WHERE organization_id = app_org() AND key = wanted AND status = 'queued';
  GET DIAGNOSTICS queued = ROW_COUNT;
  RETURN waiting + queued;
END $$;
REVOKE EXECUTE ON FUNCTION cancel_jobs(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cancel_jobs(text) TO convite_app, convite_system;
