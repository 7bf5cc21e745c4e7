-- Browsers that are told of a user's notifications, whether or not the web app is open there.
CREATE TABLE push_subscriptions (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  user_id UUID NOT NULL,
  session_id UUID NOT NULL,
  endpoint TEXT NOT NULL,
  p256dh TEXT NOT NULL,
  auth TEXT NOT NULL,
  last_error TEXT DEFAULT '' NOT NULL,
  failed_at TIMESTAMP WITH TIME ZONE,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT push_subscriptions_pkey PRIMARY KEY (id),
  CONSTRAINT push_subscriptions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id),
  CONSTRAINT push_subscriptions_endpoint_key UNIQUE (endpoint)
);
CREATE INDEX push_subscriptions_user ON push_subscriptions (user_id, id);
SELECT secure_tenant_table('push_subscriptions');

-- A browser is told of one account's notifications only: whoever knows its address has it now.
CREATE FUNCTION free_push_endpoint(address text) RETURNS void
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DELETE FROM push_subscriptions WHERE endpoint = address
$$;
REVOKE ALL ON FUNCTION free_push_endpoint(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION free_push_endpoint(text) TO convite_app;

-- Calls to push services, which may be slow, have slots of their own.
ALTER TABLE jobs DROP CONSTRAINT jobs_lane_check, ADD CONSTRAINT jobs_lane_check
  CHECK (lane IN ('urgent','normal','bulk','files','seating','push','alone'));

-- How people are told of what, as far as it differs from the defaults, and when the next mail that collects a
-- day is due.
ALTER TABLE profiles
  ADD COLUMN notification_preferences JSONB DEFAULT '{}' NOT NULL,
  ADD COLUMN digest_at TIMESTAMP WITH TIME ZONE;
CREATE INDEX profiles_digest ON profiles (digest_at) WHERE digest_at IS NOT NULL;
