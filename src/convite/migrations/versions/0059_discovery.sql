-- What people care about, and what events are about.
CREATE TABLE interests (
  id UUID NOT NULL,
  name TEXT NOT NULL,
  slug TEXT NOT NULL,
  description TEXT DEFAULT '' NOT NULL,
  is_active BOOLEAN DEFAULT 'true' NOT NULL,
  translations JSONB DEFAULT '{}' NOT NULL,
  version INTEGER DEFAULT '1' NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT interests_pkey PRIMARY KEY (id),
  CONSTRAINT interests_slug_key UNIQUE (slug)
);
INSERT INTO interests (id, slug, name, translations) VALUES
  ('00000000-0000-7000-8000-000000000201', 'music', 'Music',
    '{"es": {"name": "Música"}, "ar": {"name": "الموسيقى"}}'),
  ('00000000-0000-7000-8000-000000000202', 'food-and-drink', 'Food and drink',
    '{"es": {"name": "Comida y bebida"}, "ar": {"name": "الطعام والشراب"}}'),
  ('00000000-0000-7000-8000-000000000203', 'cooking', 'Cooking',
    '{"es": {"name": "Cocina"}, "ar": {"name": "الطبخ"}}'),
  ('00000000-0000-7000-8000-000000000204', 'art', 'Art',
    '{"es": {"name": "Arte"}, "ar": {"name": "الفن"}}'),
  ('00000000-0000-7000-8000-000000000205', 'photography', 'Photography',
    '{"es": {"name": "Fotografía"}, "ar": {"name": "التصوير"}}'),
  ('00000000-0000-7000-8000-000000000206', 'film', 'Film',
    '{"es": {"name": "Cine"}, "ar": {"name": "السينما"}}'),
  ('00000000-0000-7000-8000-000000000207', 'theatre', 'Theatre',
    '{"es": {"name": "Teatro"}, "ar": {"name": "المسرح"}}'),
  ('00000000-0000-7000-8000-000000000208', 'dance', 'Dance',
    '{"es": {"name": "Baile"}, "ar": {"name": "الرقص"}}'),
  ('00000000-0000-7000-8000-000000000209', 'books', 'Books and writing',
    '{"es": {"name": "Libros y escritura"}, "ar": {"name": "الكتب والكتابة"}}'),
  ('00000000-0000-7000-8000-000000000210', 'languages', 'Languages',
    '{"es": {"name": "Idiomas"}, "ar": {"name": "اللغات"}}'),
  ('00000000-0000-7000-8000-000000000211', 'technology', 'Technology',
    '{"es": {"name": "Tecnología"}, "ar": {"name": "التقنية"}}'),
  ('00000000-0000-7000-8000-000000000212', 'science', 'Science',
    '{"es": {"name": "Ciencia"}, "ar": {"name": "العلوم"}}'),
  ('00000000-0000-7000-8000-000000000213', 'business', 'Business and careers',
    '{"es": {"name": "Negocios y empleo"}, "ar": {"name": "الأعمال والمهن"}}'),
  ('00000000-0000-7000-8000-000000000214', 'history', 'History',
    '{"es": {"name": "Historia"}, "ar": {"name": "التاريخ"}}'),
  ('00000000-0000-7000-8000-000000000215', 'travel', 'Travel',
    '{"es": {"name": "Viajes"}, "ar": {"name": "السفر"}}'),
  ('00000000-0000-7000-8000-000000000216', 'outdoors', 'Hiking and outdoors',
    '{"es": {"name": "Senderismo y naturaleza"}, "ar": {"name": "المشي والطبيعة"}}'),
  ('00000000-0000-7000-8000-000000000217', 'running', 'Running',
    '{"es": {"name": "Correr"}, "ar": {"name": "الجري"}}'),
  ('00000000-0000-7000-8000-000000000218', 'cycling', 'Cycling',
    '{"es": {"name": "Ciclismo"}, "ar": {"name": "ركوب الدراجات"}}'),
  ('00000000-0000-7000-8000-000000000219', 'sports', 'Sports',
    '{"es": {"name": "Deportes"}, "ar": {"name": "الرياضة"}}'),
  ('00000000-0000-7000-8000-000000000220', 'wellness', 'Yoga and wellness',
    '{"es": {"name": "Yoga y bienestar"}, "ar": {"name": "اليوغا والعافية"}}'),
  ('00000000-0000-7000-8000-000000000221', 'games', 'Games',
    '{"es": {"name": "Juegos"}, "ar": {"name": "الألعاب"}}'),
  ('00000000-0000-7000-8000-000000000222', 'crafts', 'Crafts',
    '{"es": {"name": "Manualidades"}, "ar": {"name": "الحرف اليدوية"}}'),
  ('00000000-0000-7000-8000-000000000223', 'gardening', 'Gardening',
    '{"es": {"name": "Jardinería"}, "ar": {"name": "البستنة"}}'),
  ('00000000-0000-7000-8000-000000000224', 'family', 'Family and children',
    '{"es": {"name": "Familia y niños"}, "ar": {"name": "العائلة والأطفال"}}'),
  ('00000000-0000-7000-8000-000000000225', 'pets', 'Pets',
    '{"es": {"name": "Mascotas"}, "ar": {"name": "الحيوانات الأليفة"}}'),
  ('00000000-0000-7000-8000-000000000226', 'volunteering', 'Volunteering',
    '{"es": {"name": "Voluntariado"}, "ar": {"name": "العمل التطوعي"}}');

CREATE TABLE profile_interests (
  user_id UUID NOT NULL,
  interest_id UUID NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT profile_interests_pkey PRIMARY KEY (user_id, interest_id),
  CONSTRAINT profile_interests_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
  CONSTRAINT profile_interests_interest_id_fkey FOREIGN KEY (interest_id) REFERENCES interests (id)
    ON DELETE CASCADE
);
CREATE INDEX profile_interests_interest_id_index ON profile_interests (interest_id);

-- Who doesn't want to see whom. Only whoever blocked sees the row; both are hidden from each other.
CREATE TABLE blocks (
  user_id UUID NOT NULL,
  blocked_user_id UUID NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT blocks_pkey PRIMARY KEY (user_id, blocked_user_id),
  CONSTRAINT blocks_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
  CONSTRAINT blocks_blocked_user_id_fkey FOREIGN KEY (blocked_user_id) REFERENCES users (id)
    ON DELETE CASCADE,
  CONSTRAINT blocks_oneself_check CHECK (user_id <> blocked_user_id)
);
CREATE INDEX blocks_blocked_user_id_index ON blocks (blocked_user_id);
ALTER TABLE blocks ENABLE ROW LEVEL SECURITY;
ALTER TABLE blocks FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON blocks TO convite_owner USING (true) WITH CHECK (true);
CREATE POLICY system_all ON blocks TO convite_system USING (true) WITH CHECK (true);
CREATE POLICY mine ON blocks TO convite_app
  USING (user_id = (SELECT app_user())) WITH CHECK (user_id = (SELECT app_user()));

-- Whom the user is hidden from and who is hidden from them, without telling who blocked whom.
CREATE FUNCTION hidden_people() RETURNS uuid[]
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT array(
    SELECT blocked_user_id FROM blocks WHERE user_id = app_user()
    UNION SELECT user_id FROM blocks WHERE blocked_user_id = app_user())
$$;
REVOKE ALL ON FUNCTION hidden_people() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hidden_people() TO convite_app;

-- Where an event is, what it is about, and what searches for public ones compare.
ALTER TABLE events
  ADD COLUMN latitude DOUBLE PRECISION,
  ADD COLUMN longitude DOUBLE PRECISION,
  ADD COLUMN interests UUID[] DEFAULT '{}' NOT NULL,
  ADD COLUMN public_key TEXT DEFAULT '' NOT NULL,
  ADD COLUMN mood_key TEXT DEFAULT '' NOT NULL,
  ADD CONSTRAINT events_position_check CHECK ((latitude IS NULL) = (longitude IS NULL)),
  ADD CONSTRAINT events_latitude_check CHECK (latitude BETWEEN -90 AND 90),
  ADD CONSTRAINT events_longitude_check CHECK (longitude BETWEEN -180 AND 180);

CREATE TABLE event_interests (
  organization_id UUID NOT NULL,
  event_id UUID NOT NULL,
  interest_id UUID NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT event_interests_pkey PRIMARY KEY (event_id, interest_id),
  CONSTRAINT event_interests_event_id_fkey FOREIGN KEY (event_id) REFERENCES events (id) ON DELETE CASCADE,
  CONSTRAINT event_interests_interest_id_fkey FOREIGN KEY (interest_id) REFERENCES interests (id)
);
CREATE INDEX event_interests_interest_id_index ON event_interests (interest_id);
SELECT secure_tenant_table('event_interests');

-- The join follows the event's own list, so that nobody can change one without the other.
CREATE FUNCTION carry_interests() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM event_interests WHERE event_id = NEW.id AND interest_id <> ALL (NEW.interests);
  INSERT INTO event_interests (organization_id, event_id, interest_id)
  SELECT NEW.organization_id, NEW.id, unnest(NEW.interests) ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER carry_interests AFTER INSERT ON events
  FOR EACH ROW WHEN (NEW.interests <> '{}') EXECUTE FUNCTION carry_interests();
CREATE TRIGGER change_interests AFTER UPDATE OF interests ON events
  FOR EACH ROW WHEN (OLD.interests IS DISTINCT FROM NEW.interests) EXECUTE FUNCTION carry_interests();

-- Events of every tenant lose an interest that is removed.
CREATE FUNCTION drop_interest() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE events SET interests = array_remove(interests, OLD.id)
  WHERE id IN (SELECT event_id FROM event_interests WHERE interest_id = OLD.id);
  RETURN OLD;
END $$;
CREATE TRIGGER drop_interest BEFORE DELETE ON interests FOR EACH ROW EXECUTE FUNCTION drop_interest();

-- The public columns of the events that anybody may find, of every tenant. There is no policy, which
-- would keep searches from their indexes; it follows the events by a trigger, and nobody else writes it.
CREATE TABLE public_events (
  event_id UUID NOT NULL,
  host_user_id UUID NOT NULL,
  slug TEXT NOT NULL,
  title TEXT NOT NULL,
  locale TEXT NOT NULL,
  translations JSONB NOT NULL,
  mood TEXT NOT NULL,
  timezone TEXT NOT NULL,
  starts_at TIMESTAMP WITH TIME ZONE NOT NULL,
  ends_at TIMESTAMP WITH TIME ZONE,
  starts_local TIMESTAMP WITHOUT TIME ZONE NOT NULL,
  over_at TIMESTAMP WITH TIME ZONE NOT NULL,
  venue_text TEXT NOT NULL,
  latitude DOUBLE PRECISION,
  longitude DOUBLE PRECISION,
  x DOUBLE PRECISION,
  y DOUBLE PRECISION,
  z DOUBLE PRECISION,
  is_online BOOLEAN NOT NULL,
  approval TEXT NOT NULL,
  capacity INTEGER,
  hue INTEGER NOT NULL,
  interests UUID[] NOT NULL,
  search_key TEXT NOT NULL,
  mood_key TEXT NOT NULL,
  trigrams TEXT[] NOT NULL,
  CONSTRAINT public_events_pkey PRIMARY KEY (event_id),
  CONSTRAINT public_events_event_id_fkey FOREIGN KEY (event_id) REFERENCES events (id) ON DELETE CASCADE
);
CREATE INDEX public_events_starts_at_index ON public_events (starts_at, event_id);
CREATE INDEX public_events_online_index ON public_events (is_online, starts_at, event_id);
CREATE INDEX public_events_host_index ON public_events (host_user_id);
CREATE INDEX public_events_trigrams_index ON public_events USING gin (trigrams) WITH (fastupdate = off);
CREATE INDEX public_events_interests_index ON public_events USING gin (interests) WITH (fastupdate = off);
CREATE INDEX public_events_place_index ON public_events USING gist (point(longitude, latitude));
REVOKE ALL ON public_events FROM convite_app, convite_system;
GRANT SELECT ON public_events TO convite_app, convite_system;

CREATE FUNCTION trigrams_of(folded text) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(array_agg(DISTINCT substr(folded, place, 3)), '{}')
  FROM generate_series(1, length(folded) - 2) place
$$;

CREATE FUNCTION project_public_event() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.visibility <> 'public' OR NEW.status <> 'published' OR NEW.deleted_at IS NOT NULL THEN
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
CREATE TRIGGER project_public_event_added AFTER INSERT ON events
  FOR EACH ROW WHEN (NEW.visibility = 'public') EXECUTE FUNCTION project_public_event();
CREATE TRIGGER project_public_event_changed AFTER UPDATE ON events
  FOR EACH ROW WHEN (NEW.visibility = 'public' OR OLD.visibility = 'public')
  EXECUTE FUNCTION project_public_event();

-- Who hosts public events and how full they are; of no others.
CREATE FUNCTION public_figures(ids uuid[])
  RETURNS TABLE (event_id uuid, host_name text, going_count int, places_left int)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.event_id, u.name, s.going_count,
    CASE WHEN c.capacity IS NOT NULL THEN greatest(0, c.capacity - c.taken - c.held) END
  FROM public_events p
  JOIN streams s ON s.id = p.event_id
  LEFT JOIN users u ON u.id = p.host_user_id AND u.deleted_at IS NULL
  LEFT JOIN capacity_pools c ON c.event_id = p.event_id
  WHERE p.event_id = ANY (ids)
$$;
REVOKE ALL ON FUNCTION public_figures(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public_figures(uuid[]) TO convite_app;

-- The events whose lists the user is on, as for their tickets: who hosted them, and whether they were there.
CREATE FUNCTION my_past() RETURNS TABLE (event_id uuid, host_user_id uuid, was_there boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH mine AS (
    SELECT a.id FROM attendees a WHERE a.user_id = app_user()
    UNION
    SELECT a.id FROM guests g JOIN attendees a ON a.guest_id = g.id
    WHERE g.user_id = app_user() AND g.deleted_at IS NULL
    UNION
    SELECT a.id FROM users u
    JOIN guests g ON g.email_key = u.email_key AND g.deleted_at IS NULL
    JOIN attendees a ON a.guest_id = g.id
    WHERE u.id = app_user() AND u.email_verified_at IS NOT NULL AND u.deleted_at IS NULL
  )
  SELECT e.id, e.host_user_id,
    a.attendance IN ('checked_in', 'left') OR (a.status = 'going' AND e.status = 'completed')
  FROM mine m
  JOIN attendees a ON a.id = m.id AND a.status <> 'canceled'
  JOIN events e ON e.id = a.event_id AND e.deleted_at IS NULL
  ORDER BY e.starts_at DESC NULLS LAST, e.id LIMIT 500
$$;
REVOKE ALL ON FUNCTION my_past() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION my_past() TO convite_app;
