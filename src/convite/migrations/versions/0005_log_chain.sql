-- The log's chain: which rows a stream had, and what stood in them. See core/chain.py.
CREATE TABLE log_links (
  stream_id uuid NOT NULL,
  position bigint NOT NULL,
  organization_id uuid NOT NULL,
  hash bytea NOT NULL,
  CONSTRAINT log_links_pkey PRIMARY KEY (stream_id, position)
);
SELECT secure_tenant_table('log_links');
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON log_links FROM convite_app;
REVOKE UPDATE, DELETE, TRUNCATE ON log_links FROM convite_system;

CREATE FUNCTION guard_links() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the chain of the log is append-only' USING ERRCODE = '42501';
END $$;
CREATE TRIGGER guard_links BEFORE UPDATE OR DELETE ON log_links
  FOR EACH ROW EXECUTE FUNCTION guard_links();
CREATE TRIGGER guard_truncate BEFORE TRUNCATE ON log_links
  FOR EACH STATEMENT EXECUTE FUNCTION guard_truncate();

-- One writing for a row, whatever the session's time zone and formats; fields can't run together.
CREATE FUNCTION log_row_hash(l activity_log) RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT sha256(convert_to(jsonb_build_array(
    l.id, extract(epoch FROM l.at), l.stream_id, l.position, l.organization_id, l.event_id, l.action,
    l.object_type, l.object_id, l.actor_kind, l.actor_id, l.via, l.on_behalf_of, l.data, l.changes,
    l.channels, l.request_id, l.cause_id, l.batch_id, l.going_delta, l.requests_delta)::text, 'UTF8'))
$$;

-- Transient rows go after thirty days and are left out.
CREATE FUNCTION log_block_hash(stream uuid, after bigint, upto bigint, before bytea) RETURNS bytea
  LANGUAGE sql STABLE AS $$
  SELECT sha256(coalesce(before, ''::bytea)
    || coalesce(string_agg(log_row_hash(l), ''::bytea ORDER BY l.position), ''::bytea))
  FROM activity_log l
  WHERE l.stream_id = stream AND l.position > after AND l.position <= upto AND NOT l.transient
$$;
