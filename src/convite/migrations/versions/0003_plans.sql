-- A seat knows the row or table it was drawn with, and a name of its own that outlives its label.
ALTER TABLE seats ADD COLUMN guid TEXT, ADD COLUMN line TEXT, ADD COLUMN number TEXT,
  ADD COLUMN companion BOOLEAN DEFAULT false NOT NULL, ADD COLUMN drawn JSONB;
UPDATE seats SET guid = id::text;
ALTER TABLE seats ALTER COLUMN guid SET NOT NULL;

-- Checked when a statement ends, so that one statement may change the order, or swap two labels.
ALTER TABLE seats DROP CONSTRAINT seats_event_id_seat_number_key, DROP CONSTRAINT seats_event_id_place_key;
ALTER TABLE seats
  ADD CONSTRAINT seats_event_id_seat_number_key UNIQUE (event_id, seat_number) DEFERRABLE INITIALLY IMMEDIATE,
  ADD CONSTRAINT seats_event_id_place_key UNIQUE (event_id, place) DEFERRABLE INITIALLY IMMEDIATE,
  ADD CONSTRAINT seats_event_id_guid_key UNIQUE (event_id, guid) DEFERRABLE INITIALLY IMMEDIATE;

-- Every plan as it was saved, compressed; the oldest go when there are too many.
CREATE TABLE seating_plan_versions (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  event_id UUID NOT NULL,
  plan_id UUID NOT NULL,
  plan_version INTEGER NOT NULL,
  name TEXT NOT NULL,
  seat_count INTEGER NOT NULL,
  cause TEXT NOT NULL,
  document BYTEA NOT NULL,
  author_kind TEXT NOT NULL,
  author_id UUID,
  started_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT seating_plan_versions_pkey PRIMARY KEY (id),
  CONSTRAINT seating_plan_versions_event_id_plan_version_key UNIQUE (event_id, plan_version),
  CONSTRAINT seating_plan_versions_cause_check CHECK (cause IN ('saved','imported','restored','before')),
  CONSTRAINT seating_plan_versions_event_id_fkey FOREIGN KEY (event_id) REFERENCES events (id),
  CONSTRAINT seating_plan_versions_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES seating_plans (id),
  CONSTRAINT seating_plan_versions_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id)
);

CREATE TABLE files (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  event_id UUID NOT NULL,
  purpose TEXT NOT NULL,
  key UUID NOT NULL,
  name TEXT NOT NULL,
  content_type TEXT NOT NULL,
  size INTEGER NOT NULL,
  sha256 BYTEA NOT NULL,
  width INTEGER,
  height INTEGER,
  uploaded_by UUID,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT files_pkey PRIMARY KEY (id),
  CONSTRAINT files_purpose_check CHECK (purpose IN ('plan_background')),
  CONSTRAINT files_event_id_fkey FOREIGN KEY (event_id) REFERENCES events (id),
  CONSTRAINT files_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id)
);
CREATE INDEX files_event_id_index ON files (event_id);

SELECT secure_tenant_table('seating_plan_versions');
SELECT secure_tenant_table('files');

CREATE OR REPLACE FUNCTION place_of(kind text, key uuid) RETURNS TABLE (organization_id uuid, event_id uuid)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  CASE kind
    WHEN 'event' THEN RETURN QUERY SELECT e.organization_id, e.id FROM events e WHERE e.id = key;
    WHEN 'invitation' THEN
      RETURN QUERY SELECT i.organization_id, i.event_id FROM invitations i WHERE i.id = key;
    WHEN 'attendee' THEN
      RETURN QUERY SELECT a.organization_id, a.event_id FROM attendees a WHERE a.id = key;
    WHEN 'seat' THEN RETURN QUERY SELECT s.organization_id, s.event_id FROM seats s WHERE s.id = key;
    WHEN 'reservation' THEN
      RETURN QUERY SELECT r.organization_id, r.event_id FROM reservations r WHERE r.id = key;
    WHEN 'import' THEN
      RETURN QUERY SELECT i.organization_id, i.event_id FROM imports i WHERE i.id = key;
    WHEN 'task' THEN RETURN QUERY SELECT t.organization_id, t.event_id FROM tasks t WHERE t.id = key;
    WHEN 'file' THEN RETURN QUERY SELECT f.organization_id, f.event_id FROM files f WHERE f.id = place_of.key;
  END CASE;
END $$;
