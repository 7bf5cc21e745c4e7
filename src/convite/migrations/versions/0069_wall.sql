-- What those who come write on the wall of an event. `post_key` keeps a form that is sent twice from
-- writing twice. Deleted ones are kept for a day, in which it can be undone.
CREATE TABLE comments (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  event_id UUID NOT NULL,
  attendee_id UUID,
  user_id UUID,
  is_named BOOLEAN NOT NULL,
  status TEXT DEFAULT 'waiting' NOT NULL,
  post_key UUID NOT NULL,
  reported_at TIMESTAMP WITH TIME ZONE,
  text TEXT NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT comments_pkey PRIMARY KEY (id),
  CONSTRAINT comments_status_check CHECK (status IN ('waiting','shown','hidden','deleted')),
  CONSTRAINT comments_author_check CHECK (attendee_id IS NOT NULL OR user_id IS NOT NULL),
  CONSTRAINT comments_text_check CHECK (length(text) BETWEEN 1 AND 2000),
  CONSTRAINT comments_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id),
  CONSTRAINT comments_event_id_fkey FOREIGN KEY (event_id) REFERENCES events (id),
  CONSTRAINT comments_attendee_id_fkey FOREIGN KEY (attendee_id) REFERENCES attendees (id),
  CONSTRAINT comments_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id)
);
CREATE UNIQUE INDEX comments_once ON comments (event_id, post_key);
CREATE INDEX comments_list ON comments (event_id, created_at, id);
CREATE INDEX comments_queue ON comments (event_id, status, created_at, id);
CREATE INDEX comments_deleted ON comments (updated_at) WHERE status = 'deleted';
CREATE INDEX comments_attendee_index ON comments (attendee_id) WHERE attendee_id IS NOT NULL;
CREATE INDEX comments_user_index ON comments (user_id) WHERE user_id IS NOT NULL;
SELECT secure_tenant_table('comments');
CREATE POLICY mine ON comments FOR SELECT TO convite_app USING (user_id = (SELECT app_user()));

-- The photos that they put there. The file of one that is gone is removed by a job.
CREATE TABLE wall_photos (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  event_id UUID NOT NULL,
  attendee_id UUID,
  user_id UUID,
  is_named BOOLEAN NOT NULL,
  status TEXT DEFAULT 'waiting' NOT NULL,
  post_key UUID NOT NULL,
  reported_at TIMESTAMP WITH TIME ZONE,
  file_id UUID NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT wall_photos_pkey PRIMARY KEY (id),
  CONSTRAINT wall_photos_status_check CHECK (status IN ('waiting','shown','hidden','deleted')),
  CONSTRAINT wall_photos_author_check CHECK (attendee_id IS NOT NULL OR user_id IS NOT NULL),
  CONSTRAINT wall_photos_file_id_key UNIQUE (file_id),
  CONSTRAINT wall_photos_file_id_fkey FOREIGN KEY (file_id) REFERENCES files (id),
  CONSTRAINT wall_photos_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id),
  CONSTRAINT wall_photos_event_id_fkey FOREIGN KEY (event_id) REFERENCES events (id),
  CONSTRAINT wall_photos_attendee_id_fkey FOREIGN KEY (attendee_id) REFERENCES attendees (id),
  CONSTRAINT wall_photos_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id)
);
CREATE UNIQUE INDEX wall_photos_once ON wall_photos (event_id, post_key);
CREATE INDEX wall_photos_list ON wall_photos (event_id, created_at, id);
CREATE INDEX wall_photos_queue ON wall_photos (event_id, status, created_at, id);
CREATE INDEX wall_photos_deleted ON wall_photos (updated_at) WHERE status = 'deleted';
CREATE INDEX wall_photos_attendee_index ON wall_photos (attendee_id) WHERE attendee_id IS NOT NULL;
CREATE INDEX wall_photos_user_index ON wall_photos (user_id) WHERE user_id IS NOT NULL;
SELECT secure_tenant_table('wall_photos');
CREATE POLICY mine ON wall_photos FOR SELECT TO convite_app USING (user_id = (SELECT app_user()));

-- Whom these people blocked, and who blocked one of them: of parties, whose members aren't logged in.
CREATE FUNCTION hidden_from(people uuid[]) RETURNS uuid[]
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT array(
    SELECT blocked_user_id FROM blocks WHERE user_id = ANY (people)
    UNION SELECT user_id FROM blocks WHERE blocked_user_id = ANY (people))
$$;
REVOKE ALL ON FUNCTION hidden_from(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION hidden_from(uuid[]) TO convite_app;
