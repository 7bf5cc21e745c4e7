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
  CONSTRAINT waitlist_entries_offer_check
    CHECK (status <> 'offered' OR (offered_at IS NOT NULL AND expires_at IS NOT NULL)),
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
