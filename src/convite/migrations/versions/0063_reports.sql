-- What people report: an event, or somebody. It belongs to no tenant, so that nobody of the event's team can
-- read who reported it; only whoever reported sees the row, and the platform's admins by the system role.
CREATE TABLE reports (
  id UUID NOT NULL,
  user_id UUID NOT NULL,
  event_id UUID,
  reported_user_id UUID,
  reason TEXT NOT NULL,
  text TEXT DEFAULT '' NOT NULL,
  status TEXT DEFAULT 'open' NOT NULL,
  message TEXT DEFAULT '' NOT NULL,
  decided_by UUID,
  decided_at TIMESTAMP WITH TIME ZONE,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT reports_pkey PRIMARY KEY (id),
  CONSTRAINT reports_reason_check
    CHECK (reason IN ('spam','unsafe','hateful','adult','fraud','other')),
  CONSTRAINT reports_status_check CHECK (status IN ('open','dismissed','upheld')),
  CONSTRAINT reports_subject_check CHECK ((event_id IS NULL) <> (reported_user_id IS NULL)),
  CONSTRAINT reports_oneself_check CHECK (user_id <> reported_user_id),
  CONSTRAINT reports_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id),
  CONSTRAINT reports_event_id_fkey FOREIGN KEY (event_id) REFERENCES events (id) ON DELETE CASCADE,
  CONSTRAINT reports_reported_user_id_fkey FOREIGN KEY (reported_user_id) REFERENCES users (id)
);
CREATE UNIQUE INDEX reports_event_once ON reports (user_id, event_id) WHERE event_id IS NOT NULL;
CREATE UNIQUE INDEX reports_person_once ON reports (user_id, reported_user_id)
  WHERE reported_user_id IS NOT NULL;
CREATE INDEX reports_list ON reports (status, created_at, id);
CREATE INDEX reports_newest ON reports (created_at, id);
CREATE INDEX reports_event_index ON reports (event_id, status) WHERE event_id IS NOT NULL;
CREATE INDEX reports_person_index ON reports (reported_user_id, status) WHERE reported_user_id IS NOT NULL;
ALTER TABLE reports ENABLE ROW LEVEL SECURITY;
ALTER TABLE reports FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON reports TO convite_owner USING (true) WITH CHECK (true);
CREATE POLICY system_all ON reports TO convite_system USING (true) WITH CHECK (true);
CREATE POLICY mine ON reports FOR SELECT TO convite_app USING (user_id = (SELECT app_user()));
CREATE POLICY report ON reports FOR INSERT TO convite_app WITH CHECK (user_id = (SELECT app_user()));

-- When a platform admin took the event down, and why.
ALTER TABLE events ADD COLUMN taken_down_at TIMESTAMP WITH TIME ZONE;
ALTER TABLE events ADD COLUMN takedown_reason TEXT;
ALTER TABLE events ADD CONSTRAINT events_takedown_check
  CHECK ((taken_down_at IS NULL) = (takedown_reason IS NULL));

-- What was taken down is no public event any more.
CREATE OR REPLACE FUNCTION public_event(wanted_slug text) RETURNS TABLE (organization_id uuid, event_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT e.organization_id, e.id FROM events e
  WHERE e.slug = wanted_slug AND e.deleted_at IS NULL AND e.status <> 'draft'
    AND e.visibility IN ('public', 'unlisted') AND e.taken_down_at IS NULL
$$;
CREATE OR REPLACE FUNCTION public_event_by_id(wanted uuid)
  RETURNS TABLE (organization_id uuid, event_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT e.organization_id, e.id FROM events e
  WHERE e.id = wanted AND e.deleted_at IS NULL AND e.status <> 'draft'
    AND e.visibility IN ('public', 'unlisted') AND e.taken_down_at IS NULL
$$;
CREATE FUNCTION was_taken_down(wanted_slug text) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT 1 FROM events e
    WHERE e.slug = wanted_slug AND e.deleted_at IS NULL AND e.status <> 'draft'
      AND e.visibility IN ('public', 'unlisted') AND e.taken_down_at IS NOT NULL)
$$;
REVOKE ALL ON FUNCTION was_taken_down(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION was_taken_down(text) TO convite_app;

-- The tenant of an event that the user may report: one that anybody may open, or one whose list they are on.
CREATE FUNCTION reportable_event(wanted uuid) RETURNS TABLE (organization_id uuid, event_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.organization_id, p.event_id FROM public_event_by_id(wanted) p
  UNION
  SELECT e.organization_id, e.id FROM events e
  WHERE e.id = wanted AND e.deleted_at IS NULL AND e.status <> 'draft' AND e.taken_down_at IS NULL
    AND (EXISTS (SELECT 1 FROM attendees a
                 WHERE a.event_id = e.id AND a.user_id = app_user() AND a.status <> 'canceled')
      OR EXISTS (SELECT 1 FROM guests g JOIN attendees a ON a.guest_id = g.id
                 WHERE g.user_id = app_user() AND g.deleted_at IS NULL
                   AND a.event_id = e.id AND a.status <> 'canceled'))
$$;
REVOKE ALL ON FUNCTION reportable_event(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION reportable_event(uuid) TO convite_app;

CREATE OR REPLACE FUNCTION project_public_event() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.visibility <> 'public' OR NEW.status <> 'published' OR NEW.deleted_at IS NOT NULL
    OR NEW.taken_down_at IS NOT NULL THEN
    DELETE FROM public_events WHERE event_id = NEW.id;
    RETURN NULL;
  END IF;
  INSERT INTO public_events AS p (
    event_id, host_user_id, slug, title, locale, translations, mood, timezone, starts_at, ends_at,
    starts_local, over_at, venue_text, latitude, longitude, x, y, z, is_online, approval, capacity, hue,
    interests, search_key, mood_key, trigrams)
  VALUES (
    NEW.id, NEW.host_user_id, NEW.slug, NEW.title, NEW.locale, NEW.translations, NEW.mood, NEW.timezone,
    NEW.starts_at, NEW.ends_at, NEW.starts_local, coalesce(NEW.ends_at, NEW.starts_at), NEW.venue_text,
    NEW.latitude, NEW.longitude,
    cos(radians(NEW.latitude)) * cos(radians(NEW.longitude)),
    cos(radians(NEW.latitude)) * sin(radians(NEW.longitude)),
    sin(radians(NEW.latitude)),
    NEW.online_url IS NOT NULL, NEW.approval, NEW.capacity,
    coalesce((NEW.settings ->> 'accent_hue')::int, 350), NEW.interests, NEW.public_key, NEW.mood_key,
    trigrams_of(NEW.public_key))
  ON CONFLICT (event_id) DO UPDATE SET
    host_user_id = excluded.host_user_id, slug = excluded.slug, title = excluded.title,
    locale = excluded.locale, translations = excluded.translations, mood = excluded.mood,
    timezone = excluded.timezone, starts_at = excluded.starts_at, ends_at = excluded.ends_at,
    starts_local = excluded.starts_local, over_at = excluded.over_at, venue_text = excluded.venue_text,
    latitude = excluded.latitude, longitude = excluded.longitude, x = excluded.x, y = excluded.y,
    z = excluded.z, is_online = excluded.is_online, approval = excluded.approval,
    capacity = excluded.capacity, hue = excluded.hue, interests = excluded.interests,
    search_key = excluded.search_key, mood_key = excluded.mood_key, trigrams = excluded.trigrams;
  RETURN NULL;
END $$;

-- invites to events that were taken down aren't shown
CREATE OR REPLACE FUNCTION my_invites() RETURNS TABLE (
    invitation_id uuid, organization_id uuid, event_id uuid, title text, slug text, starts_at timestamptz,
    ends_at timestamptz, timezone text, venue_text text, event_status text, host text, message text,
    status text, places int, expires_at timestamptz, reissue int, created_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH me AS (SELECT * FROM users WHERE id = app_user() AND deleted_at IS NULL),
  mine AS (
    SELECT g.id FROM guests g WHERE g.deleted_at IS NULL AND g.user_id = app_user()
    UNION
    SELECT g.id FROM me JOIN guests g ON g.email_key = me.email_key AND g.deleted_at IS NULL
    WHERE me.email_verified_at IS NOT NULL
    UNION
    SELECT g.id FROM me JOIN guests g ON right(g.phone, 8) = right(me.phone, 8) AND g.phone = me.phone
      AND g.phone IS NOT NULL AND g.deleted_at IS NULL
    WHERE me.phone_verified_at IS NOT NULL
  )
  SELECT DISTINCT i.id, i.organization_id, i.event_id, e.title, e.slug, e.starts_at, e.ends_at, e.timezone,
    e.venue_text, e.status, h.name, i.message, i.status, i.max_guests, i.expires_at, i.reissue, i.created_at
  FROM mine
  JOIN attendees a ON a.guest_id = mine.id AND a.status <> 'canceled' AND a.door = 'invitation'
    AND a.plus_one_of IS NULL
  JOIN invitations i ON i.id = a.invitation_id AND i.kind = 'direct' AND i.shared_by IS NULL
    AND i.canceled_at IS NULL
  JOIN events e ON e.id = i.event_id AND e.deleted_at IS NULL
    AND e.taken_down_at IS NULL AND e.status <> 'draft'
  JOIN users h ON h.id = e.host_user_id
$$;
