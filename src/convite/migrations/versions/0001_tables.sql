-- The tables, as the models had them at this revision. Frozen: later changes are later revisions.
CREATE TABLE activity_log (
  id UUID NOT NULL,
  at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
  stream_id UUID NOT NULL,
  position BIGINT,
  xid BIGINT DEFAULT pg_current_xact_id()::text::bigint NOT NULL,
  organization_id UUID NOT NULL,
  event_id UUID,
  action TEXT NOT NULL,
  object_type TEXT NOT NULL,
  object_id UUID NOT NULL,
  actor_kind TEXT NOT NULL,
  actor_id UUID,
  via TEXT,
  on_behalf_of UUID,
  data JSONB DEFAULT '{}' NOT NULL,
  changes JSONB DEFAULT '{}' NOT NULL,
  channels TEXT[] DEFAULT '{}' NOT NULL,
  transient BOOLEAN DEFAULT 'false' NOT NULL,
  request_id UUID,
  cause_id UUID,
  batch_id UUID,
  going_delta INTEGER DEFAULT '0' NOT NULL,
  requests_delta INTEGER DEFAULT '0' NOT NULL,
  CONSTRAINT activity_log_pkey PRIMARY KEY (id, at)
)
 PARTITION BY RANGE (at);
CREATE INDEX activity_log_object_index ON activity_log (object_id);
CREATE INDEX activity_log_stream_index ON activity_log (stream_id, position);
CREATE INDEX activity_log_unnumbered_index ON activity_log (xid) WHERE position IS NULL;
CREATE TABLE activity_outbox (
  log_id UUID NOT NULL,
  organization_id UUID NOT NULL,
  action TEXT NOT NULL,
  CONSTRAINT activity_outbox_pkey PRIMARY KEY (log_id)
);
CREATE TABLE activity_private (
  log_id UUID NOT NULL,
  organization_id UUID NOT NULL,
  event_id UUID,
  data JSONB NOT NULL,
  CONSTRAINT activity_private_pkey PRIMARY KEY (log_id)
);
CREATE INDEX activity_private_organization_id_index ON activity_private (organization_id);
CREATE TABLE ended_sessions (
  session_id UUID NOT NULL,
  ended_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
  CONSTRAINT ended_sessions_pkey PRIMARY KEY (session_id)
);
CREATE INDEX ended_sessions_ended_at_index ON ended_sessions (ended_at);
CREATE TABLE idempotency_keys (
  principal TEXT NOT NULL,
  route TEXT NOT NULL,
  key TEXT NOT NULL,
  body_hash BYTEA NOT NULL,
  status INTEGER,
  headers JSONB DEFAULT '{}' NOT NULL,
  answer BYTEA,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT idempotency_keys_pkey PRIMARY KEY (principal, route, key)
);
CREATE TABLE jobs (
  id UUID NOT NULL,
  log_id UUID NOT NULL,
  organization_id UUID NOT NULL,
  name TEXT NOT NULL,
  lane TEXT NOT NULL,
  status TEXT DEFAULT 'queued' NOT NULL,
  tries INTEGER DEFAULT '0' NOT NULL,
  starts INTEGER DEFAULT '0' NOT NULL,
  run_after TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  worker UUID,
  lease_until TIMESTAMP WITH TIME ZONE,
  error TEXT,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT jobs_pkey PRIMARY KEY (id),
  CONSTRAINT jobs_log_id_name_key UNIQUE (log_id, name),
  CONSTRAINT jobs_status_check CHECK (status IN ('queued','running','dead','parked')),
  CONSTRAINT jobs_lane_check CHECK (lane IN ('urgent','normal','bulk','alone'))
)
 WITH (autovacuum_vacuum_scale_factor = 0.01);
CREATE INDEX jobs_due ON jobs (lane, organization_id, run_after, id) WHERE status = 'queued';
CREATE INDEX jobs_running ON jobs (lease_until) WHERE status = 'running';
CREATE TABLE organizations (
  id UUID NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  settings JSONB DEFAULT '{}' NOT NULL,
  country TEXT,
  currency TEXT NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT organizations_pkey PRIMARY KEY (id),
  CONSTRAINT organizations_kind_check CHECK (kind IN ('personal','business'))
);
CREATE TABLE reservations (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  event_id UUID NOT NULL,
  holder_kind TEXT NOT NULL,
  holder_id UUID NOT NULL,
  places INTEGER DEFAULT '0' NOT NULL,
  seat_ids UUID[] NOT NULL,
  extended INTEGER DEFAULT '0' NOT NULL,
  expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
  ended_at TIMESTAMP WITH TIME ZONE,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT reservations_pkey PRIMARY KEY (id),
  CONSTRAINT reservations_holder_kind_check CHECK (holder_kind IN ('user','guest'))
);
CREATE INDEX reservations_due ON reservations (expires_at) WHERE ended_at IS NULL;
CREATE INDEX reservations_holder ON reservations (event_id, holder_id) WHERE ended_at IS NULL;
CREATE TABLE streams (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  position BIGINT DEFAULT '0' NOT NULL,
  going_count INTEGER DEFAULT '0' NOT NULL,
  requests_count INTEGER DEFAULT '0' NOT NULL,
  CONSTRAINT streams_pkey PRIMARY KEY (id)
);
CREATE INDEX streams_organization_id_index ON streams (organization_id);
CREATE TABLE tasks (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  event_id UUID,
  user_id UUID,
  kind TEXT NOT NULL,
  status TEXT NOT NULL,
  progress INTEGER NOT NULL,
  steps INTEGER,
  parameters JSONB NOT NULL,
  result JSONB,
  error TEXT,
  starts INTEGER NOT NULL,
  expires_at TIMESTAMP WITH TIME ZONE,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT tasks_pkey PRIMARY KEY (id),
  CONSTRAINT tasks_status_check CHECK (status IN ('queued','running','done','failed','canceled'))
);
CREATE INDEX tasks_organization_id_index ON tasks (organization_id);
CREATE TABLE users (
  id UUID NOT NULL,
  name TEXT NOT NULL,
  email TEXT,
  email_key TEXT,
  phone TEXT,
  password_hash TEXT,
  platform_role TEXT NOT NULL,
  organization_id UUID NOT NULL,
  is_active BOOLEAN NOT NULL,
  last_login_at TIMESTAMP WITH TIME ZONE,
  deleted_at TIMESTAMP WITH TIME ZONE,
  version INTEGER DEFAULT '1' NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT users_pkey PRIMARY KEY (id),
  CONSTRAINT users_reachable_check CHECK (email IS NOT NULL OR phone IS NOT NULL),
  CONSTRAINT users_role_check CHECK (platform_role IN ('admin','organizer','guest'))
);
CREATE UNIQUE INDEX users_email_key_living ON users (email_key) WHERE deleted_at IS NULL;
CREATE INDEX users_organization_id_index ON users (organization_id);
CREATE UNIQUE INDEX users_phone_living ON users (phone) WHERE deleted_at IS NULL;
CREATE TABLE events (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  host_user_id UUID NOT NULL,
  title TEXT NOT NULL,
  slug TEXT NOT NULL,
  description TEXT DEFAULT '' NOT NULL,
  locale TEXT DEFAULT 'en' NOT NULL,
  translations JSONB DEFAULT '{}' NOT NULL,
  mood TEXT DEFAULT '' NOT NULL,
  timezone TEXT NOT NULL,
  starts_local TIMESTAMP WITHOUT TIME ZONE,
  ends_local TIMESTAMP WITHOUT TIME ZONE,
  starts_at TIMESTAMP WITH TIME ZONE,
  ends_at TIMESTAMP WITH TIME ZONE,
  venue_text TEXT DEFAULT '' NOT NULL,
  country TEXT,
  online_url TEXT,
  status TEXT NOT NULL,
  visibility TEXT NOT NULL,
  approval TEXT NOT NULL,
  capacity INTEGER,
  allow_plus_one BOOLEAN DEFAULT 'false' NOT NULL,
  allowed_genders TEXT[] DEFAULT '{}' NOT NULL,
  rsvp_deadline TIMESTAMP WITH TIME ZONE,
  currency TEXT DEFAULT 'EUR' NOT NULL,
  seat_selection TEXT DEFAULT 'guest' NOT NULL,
  hold_seconds INTEGER DEFAULT '300' NOT NULL,
  settings JSONB DEFAULT '{}' NOT NULL,
  cancel_reason TEXT,
  deleted_at TIMESTAMP WITH TIME ZONE,
  version INTEGER DEFAULT '1' NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT events_pkey PRIMARY KEY (id),
  CONSTRAINT events_status_check CHECK (status IN ('draft','published','completed','canceled')),
  CONSTRAINT events_visibility_check CHECK (visibility IN ('public','unlisted','private')),
  CONSTRAINT events_approval_check CHECK (approval IN ('open','request','invite_only')),
  CONSTRAINT events_seat_selection_check CHECK (seat_selection IN ('none','guest','organizer')),
  CONSTRAINT events_hold_seconds_check CHECK (hold_seconds BETWEEN 60 AND 1800),
  CONSTRAINT events_ends_check CHECK (ends_at IS NULL OR ends_at >= starts_at),
  CONSTRAINT events_starts_check CHECK (status = 'draft' OR starts_at IS NOT NULL)
);
CREATE INDEX events_host_user_id_index ON events (host_user_id);
CREATE INDEX events_organization_index ON events (organization_id, starts_at);
CREATE UNIQUE INDEX events_slug_living ON events (slug) WHERE deleted_at IS NULL;
CREATE TABLE guests (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  first_name TEXT NOT NULL,
  last_name TEXT DEFAULT '' NOT NULL,
  email TEXT,
  email_key TEXT,
  phone TEXT,
  company TEXT DEFAULT '' NOT NULL,
  notes TEXT DEFAULT '' NOT NULL,
  tags TEXT[] DEFAULT '{}' NOT NULL,
  locale TEXT,
  user_id UUID,
  reached_through UUID,
  opt_outs JSONB DEFAULT '{}' NOT NULL,
  is_listed BOOLEAN DEFAULT 'true' NOT NULL,
  import_id UUID,
  sort_key TEXT NOT NULL,
  search_key TEXT NOT NULL,
  trigrams TEXT[] DEFAULT '{}' NOT NULL,
  deleted_at TIMESTAMP WITH TIME ZONE,
  version INTEGER DEFAULT '1' NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT guests_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX guests_email_key_living ON guests (organization_id, email_key) WHERE deleted_at IS NULL;
CREATE INDEX guests_phone_index ON guests (organization_id, phone);
CREATE INDEX guests_sort_key_index ON guests (organization_id, sort_key, id);
CREATE INDEX guests_trigrams_index ON guests USING gin (trigrams);
CREATE TABLE organization_members (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  user_id UUID NOT NULL,
  role TEXT NOT NULL,
  status TEXT NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT organization_members_pkey PRIMARY KEY (id),
  CONSTRAINT organization_members_organization_id_user_id_key UNIQUE (organization_id, user_id),
  CONSTRAINT organization_members_role_check CHECK (role IN ('owner','admin','manager','client','agent')),
  CONSTRAINT organization_members_status_check CHECK (status IN ('active','removed'))
);
CREATE INDEX organization_members_user_id_index ON organization_members (user_id);
CREATE TABLE profiles (
  user_id UUID NOT NULL,
  bio TEXT DEFAULT '' NOT NULL,
  location TEXT DEFAULT '' NOT NULL,
  locale TEXT NOT NULL,
  timezone TEXT NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT profiles_pkey PRIMARY KEY (user_id)
);
CREATE TABLE user_sessions (
  id UUID NOT NULL,
  user_id UUID NOT NULL,
  refresh_hash BYTEA NOT NULL,
  previous_hash BYTEA,
  device TEXT NOT NULL,
  ip TEXT NOT NULL,
  last_used_at TIMESTAMP WITH TIME ZONE NOT NULL,
  expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
  revoked_at TIMESTAMP WITH TIME ZONE,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT user_sessions_pkey PRIMARY KEY (id),
  CONSTRAINT user_sessions_refresh_hash_key UNIQUE (refresh_hash),
  CONSTRAINT user_sessions_previous_hash_key UNIQUE (previous_hash)
);
CREATE INDEX user_sessions_user_id_index ON user_sessions (user_id);
CREATE TABLE capacity_pools (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  event_id UUID NOT NULL,
  capacity INTEGER,
  taken INTEGER DEFAULT '0' NOT NULL,
  held INTEGER DEFAULT '0' NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT capacity_pools_pkey PRIMARY KEY (id),
  CONSTRAINT capacity_pools_counts_check CHECK (taken >= 0 AND held >= 0),
  CONSTRAINT capacity_pools_capacity_check CHECK (capacity IS NULL OR taken + held <= capacity),
  CONSTRAINT capacity_pools_event_id_key UNIQUE (event_id)
);
CREATE TABLE event_members (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  event_id UUID NOT NULL,
  user_id UUID,
  email TEXT,
  role TEXT NOT NULL,
  duties TEXT[] DEFAULT '{}' NOT NULL,
  permissions TEXT[] DEFAULT '{}' NOT NULL,
  display_name TEXT,
  status TEXT NOT NULL,
  assigned_by UUID,
  assigned_at TIMESTAMP WITH TIME ZONE,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT event_members_pkey PRIMARY KEY (id),
  CONSTRAINT event_members_role_check CHECK (role IN ('admin','editor','viewer')),
  CONSTRAINT event_members_status_check CHECK (status IN ('invited','active','inactive','removed'))
);
CREATE INDEX event_members_event_id_index ON event_members (event_id);
CREATE UNIQUE INDEX event_members_living ON event_members (event_id, user_id) WHERE status <> 'removed';
CREATE INDEX event_members_organization_id_index ON event_members (organization_id);
CREATE INDEX event_members_user_id_index ON event_members (user_id);
CREATE TABLE imports (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  event_id UUID,
  user_id UUID,
  file_name TEXT NOT NULL,
  file_key UUID NOT NULL,
  mapping JSONB NOT NULL,
  on_duplicate TEXT NOT NULL,
  status TEXT NOT NULL,
  done_rows INTEGER NOT NULL,
  result JSONB,
  undo_until TIMESTAMP WITH TIME ZONE,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT imports_pkey PRIMARY KEY (id),
  CONSTRAINT imports_status_check CHECK (status IN ('looked_at','running','done','failed','canceled','undone')),
  CONSTRAINT imports_on_duplicate_check CHECK (on_duplicate IN ('skip','update','merge'))
);
CREATE INDEX imports_event_id_index ON imports (event_id);
CREATE TABLE invitations (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  event_id UUID NOT NULL,
  kind TEXT DEFAULT 'group' NOT NULL,
  label TEXT NOT NULL,
  sort_key TEXT NOT NULL,
  created_by UUID,
  code_hash BYTEA NOT NULL,
  short_hash BYTEA NOT NULL,
  reissue INTEGER DEFAULT '0' NOT NULL,
  message TEXT DEFAULT '' NOT NULL,
  reply TEXT DEFAULT '' NOT NULL,
  locale TEXT,
  status TEXT DEFAULT 'pending' NOT NULL,
  max_guests INTEGER NOT NULL,
  party_key TEXT,
  import_id UUID,
  sent_at TIMESTAMP WITH TIME ZONE,
  opened_at TIMESTAMP WITH TIME ZONE,
  responded_at TIMESTAMP WITH TIME ZONE,
  expires_at TIMESTAMP WITH TIME ZONE,
  canceled_at TIMESTAMP WITH TIME ZONE,
  version INTEGER DEFAULT '1' NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT invitations_pkey PRIMARY KEY (id),
  CONSTRAINT invitations_event_id_party_key_key UNIQUE (event_id, party_key),
  CONSTRAINT invitations_status_check CHECK (status IN ('pending','accepted','declined','partial','attended')),
  CONSTRAINT invitations_kind_check CHECK (kind IN ('group','direct','share_link')),
  CONSTRAINT invitations_max_guests_check CHECK (max_guests BETWEEN 1 AND 1000),
  CONSTRAINT invitations_code_hash_key UNIQUE (code_hash),
  CONSTRAINT invitations_short_hash_key UNIQUE (short_hash)
)
 WITH (fillfactor = 85);
CREATE INDEX invitations_sort_key_index ON invitations (event_id, sort_key, id);
CREATE TABLE messages (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  event_id UUID,
  guest_id UUID,
  user_id UUID,
  channel TEXT NOT NULL,
  address TEXT NOT NULL,
  locale TEXT NOT NULL,
  subject TEXT NOT NULL,
  text TEXT NOT NULL,
  links JSONB DEFAULT '[]' NOT NULL,
  dedup_key TEXT NOT NULL,
  status TEXT NOT NULL,
  provider_id TEXT,
  error TEXT,
  tries INTEGER DEFAULT '0' NOT NULL,
  starts INTEGER DEFAULT '0' NOT NULL,
  run_after TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  lease_until TIMESTAMP WITH TIME ZONE,
  sent_at TIMESTAMP WITH TIME ZONE,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT messages_pkey PRIMARY KEY (id),
  CONSTRAINT messages_channel_check CHECK (channel IN ('email','sms','whatsapp')),
  CONSTRAINT messages_status_check CHECK (status IN ('queued','outbox','sending','sent','failed','suppressed')),
  CONSTRAINT messages_dedup_key_key UNIQUE (dedup_key)
);
CREATE INDEX messages_due ON messages (organization_id, run_after, id) WHERE status = 'queued';
CREATE INDEX messages_event_id_index ON messages (event_id);
CREATE INDEX messages_newest ON messages (created_at, id);
CREATE INDEX messages_organization_id_index ON messages (organization_id);
CREATE INDEX messages_sending ON messages (lease_until) WHERE status = 'sending';
CREATE TABLE questions (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  event_id UUID NOT NULL,
  scope TEXT NOT NULL,
  kind TEXT NOT NULL,
  label TEXT NOT NULL,
  help TEXT DEFAULT '' NOT NULL,
  options JSONB DEFAULT '[]' NOT NULL,
  required BOOLEAN DEFAULT 'false' NOT NULL,
  position INTEGER DEFAULT '0' NOT NULL,
  translations JSONB DEFAULT '{}' NOT NULL,
  deleted_at TIMESTAMP WITH TIME ZONE,
  version INTEGER DEFAULT '1' NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT questions_pkey PRIMARY KEY (id),
  CONSTRAINT questions_kind_check CHECK (kind IN ('text','choice','choices','number','date','agree')),
  CONSTRAINT questions_scope_check CHECK (scope IN ('rsvp','plus_one'))
);
CREATE INDEX questions_event_id_index ON questions (event_id);
CREATE TABLE seating_plans (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  event_id UUID NOT NULL,
  name TEXT NOT NULL,
  drawing JSONB DEFAULT '{}' NOT NULL,
  version INTEGER DEFAULT '1' NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT seating_plans_pkey PRIMARY KEY (id),
  CONSTRAINT seating_plans_event_id_key UNIQUE (event_id)
);
CREATE TABLE attendees (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  event_id UUID NOT NULL,
  guest_id UUID NOT NULL,
  user_id UUID,
  door TEXT NOT NULL,
  invitation_id UUID,
  plus_one_of UUID,
  side TEXT DEFAULT '' NOT NULL,
  notes TEXT DEFAULT '' NOT NULL,
  answers JSONB DEFAULT '{}' NOT NULL,
  status TEXT DEFAULT 'pending' NOT NULL,
  attendance TEXT DEFAULT 'not_checked_in' NOT NULL,
  checked_in_at TIMESTAMP WITH TIME ZONE,
  checked_out_at TIMESTAMP WITH TIME ZONE,
  responded_at TIMESTAMP WITH TIME ZONE,
  added_by UUID,
  import_id UUID,
  sort_key TEXT DEFAULT '' NOT NULL,
  version INTEGER DEFAULT '1' NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT attendees_pkey PRIMARY KEY (id),
  CONSTRAINT attendees_status_check CHECK (status IN ('pending','going','declined','waitlisted','canceled')),
  CONSTRAINT attendees_attendance_check CHECK (attendance IN ('not_checked_in','checked_in','left','no_show')),
  CONSTRAINT attendees_door_check CHECK (door IN ('invitation','request','order','walk_in','team'))
)
 WITH (fillfactor = 80);
CREATE INDEX attendees_guest_index ON attendees (guest_id);
CREATE UNIQUE INDEX attendees_guest_living ON attendees (event_id, guest_id) WHERE status <> 'canceled';
CREATE INDEX attendees_invitation_index ON attendees (invitation_id);
CREATE INDEX attendees_sort_key_index ON attendees (event_id, sort_key, id);
CREATE INDEX attendees_user_id_index ON attendees (user_id);
CREATE TABLE plan_categories (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  plan_id UUID NOT NULL,
  name TEXT NOT NULL,
  color TEXT NOT NULL,
  pattern TEXT DEFAULT 'plain' NOT NULL,
  kind TEXT DEFAULT 'regular' NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT plan_categories_pkey PRIMARY KEY (id),
  CONSTRAINT plan_categories_plan_id_name_key UNIQUE (plan_id, name),
  CONSTRAINT plan_categories_kind_check CHECK (kind IN ('regular','vip','reserved'))
);
CREATE TABLE checkins (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  event_id UUID NOT NULL,
  attendee_id UUID NOT NULL,
  nonce TEXT NOT NULL,
  direction TEXT NOT NULL,
  method TEXT NOT NULL,
  gate TEXT,
  device TEXT,
  at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
  by_kind TEXT NOT NULL,
  by_id UUID,
  code_hash BYTEA,
  location JSONB,
  result TEXT NOT NULL,
  undoes UUID,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT checkins_pkey PRIMARY KEY (id),
  CONSTRAINT checkins_event_id_nonce_attendee_id_key UNIQUE (event_id, nonce, attendee_id),
  CONSTRAINT checkins_direction_check CHECK (direction IN ('in','out')),
  CONSTRAINT checkins_method_check CHECK (method IN ('qr_code','manual','nfc','app')),
  CONSTRAINT checkins_undoes_key UNIQUE (undoes)
);
CREATE INDEX checkins_attendee_index ON checkins (attendee_id, at);
CREATE TABLE seats (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  event_id UUID NOT NULL,
  plan_id UUID NOT NULL,
  place INTEGER NOT NULL,
  seat_number TEXT NOT NULL,
  table_number TEXT,
  row TEXT,
  category TEXT DEFAULT 'regular' NOT NULL,
  x DOUBLE PRECISION NOT NULL,
  y DOUBLE PRECISION NOT NULL,
  accessible BOOLEAN DEFAULT 'false' NOT NULL,
  blocked BOOLEAN DEFAULT 'false' NOT NULL,
  blocked_reason TEXT,
  attendee_id UUID,
  reservation_id UUID,
  held_by UUID,
  held_until TIMESTAMP WITH TIME ZONE,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT seats_pkey PRIMARY KEY (id),
  CONSTRAINT seats_event_id_seat_number_key UNIQUE (event_id, seat_number),
  CONSTRAINT seats_event_id_place_key UNIQUE (event_id, place),
  CONSTRAINT seats_hold_check CHECK ((reservation_id IS NULL) = (held_until IS NULL)),
  CONSTRAINT seats_holder_check CHECK ((reservation_id IS NULL) = (held_by IS NULL)),
  CONSTRAINT seats_one_claim_check CHECK (attendee_id IS NULL OR reservation_id IS NULL),
  CONSTRAINT seats_blocked_check CHECK (attendee_id IS NULL OR NOT blocked)
)
 WITH (fillfactor = 70);
CREATE UNIQUE INDEX seats_attendee ON seats (attendee_id) WHERE attendee_id IS NOT NULL;
ALTER TABLE users ADD CONSTRAINT users_organization_id_fkey FOREIGN KEY(organization_id) REFERENCES organizations (id) NOT DEFERRABLE;
ALTER TABLE events ADD CONSTRAINT events_host_user_id_fkey FOREIGN KEY(host_user_id) REFERENCES users (id);
ALTER TABLE events ADD CONSTRAINT events_organization_id_fkey FOREIGN KEY(organization_id) REFERENCES organizations (id);
ALTER TABLE guests ADD CONSTRAINT guests_organization_id_fkey FOREIGN KEY(organization_id) REFERENCES organizations (id);
ALTER TABLE guests ADD CONSTRAINT guests_reached_through_fkey FOREIGN KEY(reached_through) REFERENCES guests (id);
ALTER TABLE guests ADD CONSTRAINT guests_user_id_fkey FOREIGN KEY(user_id) REFERENCES users (id);
ALTER TABLE organization_members ADD CONSTRAINT organization_members_organization_id_fkey FOREIGN KEY(organization_id) REFERENCES organizations (id);
ALTER TABLE organization_members ADD CONSTRAINT organization_members_user_id_fkey FOREIGN KEY(user_id) REFERENCES users (id);
ALTER TABLE profiles ADD CONSTRAINT profiles_user_id_fkey FOREIGN KEY(user_id) REFERENCES users (id);
ALTER TABLE user_sessions ADD CONSTRAINT user_sessions_user_id_fkey FOREIGN KEY(user_id) REFERENCES users (id);
ALTER TABLE capacity_pools ADD CONSTRAINT capacity_pools_event_id_fkey FOREIGN KEY(event_id) REFERENCES events (id);
ALTER TABLE capacity_pools ADD CONSTRAINT capacity_pools_organization_id_fkey FOREIGN KEY(organization_id) REFERENCES organizations (id);
ALTER TABLE event_members ADD CONSTRAINT event_members_event_id_fkey FOREIGN KEY(event_id) REFERENCES events (id);
ALTER TABLE event_members ADD CONSTRAINT event_members_organization_id_fkey FOREIGN KEY(organization_id) REFERENCES organizations (id);
ALTER TABLE event_members ADD CONSTRAINT event_members_user_id_fkey FOREIGN KEY(user_id) REFERENCES users (id);
ALTER TABLE imports ADD CONSTRAINT imports_event_id_fkey FOREIGN KEY(event_id) REFERENCES events (id);
ALTER TABLE imports ADD CONSTRAINT imports_organization_id_fkey FOREIGN KEY(organization_id) REFERENCES organizations (id);
ALTER TABLE invitations ADD CONSTRAINT invitations_event_id_fkey FOREIGN KEY(event_id) REFERENCES events (id);
ALTER TABLE invitations ADD CONSTRAINT invitations_organization_id_fkey FOREIGN KEY(organization_id) REFERENCES organizations (id);
ALTER TABLE messages ADD CONSTRAINT messages_event_id_fkey FOREIGN KEY(event_id) REFERENCES events (id);
ALTER TABLE messages ADD CONSTRAINT messages_organization_id_fkey FOREIGN KEY(organization_id) REFERENCES organizations (id);
ALTER TABLE questions ADD CONSTRAINT questions_event_id_fkey FOREIGN KEY(event_id) REFERENCES events (id);
ALTER TABLE questions ADD CONSTRAINT questions_organization_id_fkey FOREIGN KEY(organization_id) REFERENCES organizations (id);
ALTER TABLE seating_plans ADD CONSTRAINT seating_plans_event_id_fkey FOREIGN KEY(event_id) REFERENCES events (id);
ALTER TABLE seating_plans ADD CONSTRAINT seating_plans_organization_id_fkey FOREIGN KEY(organization_id) REFERENCES organizations (id);
ALTER TABLE attendees ADD CONSTRAINT attendees_event_id_fkey FOREIGN KEY(event_id) REFERENCES events (id);
ALTER TABLE attendees ADD CONSTRAINT attendees_guest_id_fkey FOREIGN KEY(guest_id) REFERENCES guests (id);
ALTER TABLE attendees ADD CONSTRAINT attendees_invitation_id_fkey FOREIGN KEY(invitation_id) REFERENCES invitations (id);
ALTER TABLE attendees ADD CONSTRAINT attendees_organization_id_fkey FOREIGN KEY(organization_id) REFERENCES organizations (id);
ALTER TABLE attendees ADD CONSTRAINT attendees_plus_one_of_fkey FOREIGN KEY(plus_one_of) REFERENCES attendees (id);
ALTER TABLE attendees ADD CONSTRAINT attendees_user_id_fkey FOREIGN KEY(user_id) REFERENCES users (id);
ALTER TABLE plan_categories ADD CONSTRAINT plan_categories_organization_id_fkey FOREIGN KEY(organization_id) REFERENCES organizations (id);
ALTER TABLE plan_categories ADD CONSTRAINT plan_categories_plan_id_fkey FOREIGN KEY(plan_id) REFERENCES seating_plans (id);
ALTER TABLE checkins ADD CONSTRAINT checkins_attendee_id_fkey FOREIGN KEY(attendee_id) REFERENCES attendees (id);
ALTER TABLE checkins ADD CONSTRAINT checkins_undoes_fkey FOREIGN KEY(undoes) REFERENCES checkins (id);
ALTER TABLE seats ADD CONSTRAINT seats_attendee_id_fkey FOREIGN KEY(attendee_id) REFERENCES attendees (id);
ALTER TABLE seats ADD CONSTRAINT seats_event_id_fkey FOREIGN KEY(event_id) REFERENCES events (id);
ALTER TABLE seats ADD CONSTRAINT seats_organization_id_fkey FOREIGN KEY(organization_id) REFERENCES organizations (id);
ALTER TABLE seats ADD CONSTRAINT seats_plan_id_fkey FOREIGN KEY(plan_id) REFERENCES seating_plans (id);
