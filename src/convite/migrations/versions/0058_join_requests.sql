-- Somebody asks to come to an event that has a page. The name is kept as it was when they asked: accounts
-- of others can't be read by an event's team.
CREATE TABLE join_requests (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  event_id UUID NOT NULL,
  user_id UUID NOT NULL,
  name TEXT NOT NULL,
  message TEXT DEFAULT '' NOT NULL,
  answers JSONB DEFAULT '{}' NOT NULL,
  places INTEGER NOT NULL,
  status TEXT DEFAULT 'pending' NOT NULL,
  host_message TEXT DEFAULT '' NOT NULL,
  invitation_id UUID,
  decided_by UUID,
  decided_at TIMESTAMP WITH TIME ZONE,
  version INTEGER DEFAULT '1' NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT join_requests_pkey PRIMARY KEY (id),
  CONSTRAINT join_requests_status_check
    CHECK (status IN ('pending','accepted','declined','canceled')),
  CONSTRAINT join_requests_places_check CHECK (places BETWEEN 1 AND 50),
  CONSTRAINT join_requests_organization_id_fkey
    FOREIGN KEY (organization_id) REFERENCES organizations (id),
  CONSTRAINT join_requests_event_id_fkey FOREIGN KEY (event_id) REFERENCES events (id),
  CONSTRAINT join_requests_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id),
  CONSTRAINT join_requests_invitation_id_fkey
    FOREIGN KEY (invitation_id) REFERENCES invitations (id) ON DELETE SET NULL
);
-- Who was declined or has canceled may ask again.
CREATE UNIQUE INDEX join_requests_open ON join_requests (event_id, user_id)
  WHERE status IN ('pending', 'accepted');
CREATE INDEX join_requests_queue ON join_requests (event_id, status, created_at, id);
CREATE INDEX join_requests_user_index ON join_requests (user_id, created_at, id);
CREATE INDEX join_requests_invitation_index ON join_requests (invitation_id)
  WHERE invitation_id IS NOT NULL;
SELECT secure_tenant_table('join_requests');
CREATE POLICY mine ON join_requests FOR SELECT TO convite_app USING (user_id = (SELECT app_user()));
SELECT register_place_kind('join_request', 'join_requests');

-- An event that anybody may open, by its id: as `public_event` finds it by its address.
CREATE FUNCTION public_event_by_id(wanted uuid) RETURNS TABLE (organization_id uuid, event_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT e.organization_id, e.id FROM events e
  WHERE e.id = wanted AND e.deleted_at IS NULL AND e.status <> 'draft'
    AND e.visibility IN ('public', 'unlisted')
$$;
REVOKE ALL ON FUNCTION public_event_by_id(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public_event_by_id(uuid) TO convite_app;

-- What those who have asked may know of their events, whoever may open them now, and how often
-- the link of their party was made anew: its code is derived from that.
CREATE FUNCTION my_join_requests() RETURNS TABLE (
    request_id uuid, title text, slug text, starts_at timestamptz, ends_at timestamptz, timezone text,
    venue_text text, event_status text, reissue int)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT r.id, e.title, e.slug, e.starts_at, e.ends_at, e.timezone, e.venue_text, e.status, i.reissue
  FROM join_requests r
  JOIN events e ON e.id = r.event_id
  LEFT JOIN invitations i ON i.id = r.invitation_id AND r.status = 'accepted'
  WHERE r.user_id = app_user() AND e.deleted_at IS NULL
$$;
REVOKE ALL ON FUNCTION my_join_requests() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION my_join_requests() TO convite_app;
