-- Who waits for places at a full event, in the order of `position`, and to whom places are offered for a
-- time. Offered places count as held in the event's pool.
CREATE TABLE waitlist_entries (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  event_id UUID NOT NULL,
  user_id UUID NOT NULL,
  name TEXT NOT NULL,
  places INTEGER NOT NULL,
  position INTEGER NOT NULL,
  reason TEXT DEFAULT 'event_full' NOT NULL,
  status TEXT DEFAULT 'waiting' NOT NULL,
  message TEXT DEFAULT '' NOT NULL,
  offer_reason TEXT DEFAULT '' NOT NULL,
  offered_at TIMESTAMP WITH TIME ZONE,
  expires_at TIMESTAMP WITH TIME ZONE,
  invitation_id UUID,
  version INTEGER DEFAULT '1' NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT waitlist_entries_pkey PRIMARY KEY (id),
  CONSTRAINT waitlist_entries_reason_check
    CHECK (reason IN ('event_full','session_full','registration_closed')),
  CONSTRAINT waitlist_entries_status_check
    CHECK (status IN ('waiting','offered','converted','expired','canceled')),
  CONSTRAINT waitlist_entries_places_check CHECK (places BETWEEN 1 AND 50),
  CONSTRAINT waitlist_entries_organization_id_fkey
    FOREIGN KEY (organization_id) REFERENCES organizations (id),
  CONSTRAINT waitlist_entries_event_id_fkey FOREIGN KEY (event_id) REFERENCES events (id),
  CONSTRAINT waitlist_entries_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id),
  CONSTRAINT waitlist_entries_invitation_id_fkey
    FOREIGN KEY (invitation_id) REFERENCES invitations (id) ON DELETE SET NULL
);
-- An account waits once.
CREATE UNIQUE INDEX waitlist_entries_open ON waitlist_entries (event_id, user_id)
  WHERE status IN ('waiting', 'offered');
CREATE INDEX waitlist_entries_line ON waitlist_entries (event_id, position, places)
  WHERE status = 'waiting';
CREATE INDEX waitlist_entries_list ON waitlist_entries (event_id, status, position, id);
CREATE INDEX waitlist_entries_due ON waitlist_entries (expires_at) WHERE status = 'offered';
CREATE INDEX waitlist_entries_user_index ON waitlist_entries (user_id, created_at, id);
CREATE INDEX waitlist_entries_invitation_index ON waitlist_entries (invitation_id)
  WHERE invitation_id IS NOT NULL;
SELECT secure_tenant_table('waitlist_entries');
CREATE POLICY mine ON waitlist_entries FOR SELECT TO convite_app USING (user_id = (SELECT app_user()));
SELECT register_place_kind('waitlist_entry', 'waitlist_entries');

-- How many entries wait for the pool's places, so that whoever frees some needn't look.
ALTER TABLE capacity_pools ADD COLUMN waiting INTEGER NOT NULL DEFAULT 0;
ALTER TABLE capacity_pools ADD CONSTRAINT capacity_pools_waiting_check CHECK (waiting >= 0);
CREATE INDEX capacity_pools_waiting ON capacity_pools (event_id) WHERE waiting > 0;

-- The tenant of a user's file that the viewer may see: their own, one of a profile that everybody sees, or
-- one that is shown to hosts, for those who run an event that its owner asks to join.
CREATE OR REPLACE FUNCTION shown_picture(wanted uuid, viewer uuid) RETURNS TABLE (organization_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT f.organization_id
  FROM files f LEFT JOIN profiles p ON p.user_id = f.user_id AND f.id = ANY (p.pictures)
  CROSS JOIN LATERAL (SELECT CASE
    WHEN p.pictures[1] = wanted THEN coalesce(p.visible ->> 'picture', 'everyone')
    ELSE coalesce(p.visible ->> 'pictures', 'hosts') END AS audience) a
  WHERE f.id = wanted AND (f.user_id = viewer OR p.user_id IS NOT NULL AND (a.audience = 'everyone'
    OR a.audience = 'hosts' AND EXISTS (SELECT FROM join_requests r
      WHERE r.user_id = f.user_id AND r.status IN ('pending', 'accepted') AND (
        EXISTS (SELECT FROM event_members m
          WHERE m.event_id = r.event_id AND m.user_id = viewer AND m.status = 'active')
        OR EXISTS (SELECT FROM organization_members o WHERE o.organization_id = r.organization_id
          AND o.user_id = viewer AND o.status = 'active' AND o.role IN ('owner', 'admin'))))))
$$;

-- The pictures of profiles, in their order, of people who asked to join an event of the tenant. Which of them
-- hosts see is decided where profiles are shown.
CREATE FUNCTION pictures_of_requesters(users uuid[]) RETURNS TABLE (
    user_id uuid, id uuid, width int, height int, variants jsonb)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.user_id, f.id, f.width, f.height, f.variants
  FROM profiles p JOIN LATERAL unnest(p.pictures) WITH ORDINALITY AS one (id, place) ON true
  JOIN files f ON f.id = one.id AND f.user_id = p.user_id
  WHERE p.user_id = ANY (users) AND EXISTS (SELECT FROM join_requests r
    WHERE r.user_id = p.user_id AND r.organization_id = app_org())
  ORDER BY p.user_id, one.place
$$;
REVOKE ALL ON FUNCTION pictures_of_requesters(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION pictures_of_requesters(uuid[]) TO convite_app;
