-- What a change to many people changed of each, so that it can be undone.
CREATE TABLE batches (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  event_id UUID NOT NULL,
  kind TEXT NOT NULL,
  object_id UUID,
  undone_at TIMESTAMP WITH TIME ZONE,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT batches_pkey PRIMARY KEY (id),
  CONSTRAINT batches_kind_check CHECK (kind IN ('changed','removed','seated')),
  CONSTRAINT batches_event_id_fkey FOREIGN KEY (event_id) REFERENCES events (id)
);
CREATE INDEX batches_object_index ON batches (object_id);
CREATE INDEX batches_event_index ON batches (event_id);
CREATE TABLE batch_changes (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  event_id UUID NOT NULL,
  batch_id UUID NOT NULL,
  attendee_id UUID NOT NULL,
  before JSONB NOT NULL,
  after JSONB NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT batch_changes_pkey PRIMARY KEY (id),
  CONSTRAINT batch_changes_event_id_fkey FOREIGN KEY (event_id) REFERENCES events (id),
  CONSTRAINT batch_changes_batch_id_fkey FOREIGN KEY (batch_id) REFERENCES batches (id) ON DELETE CASCADE,
  CONSTRAINT batch_changes_attendee_id_fkey FOREIGN KEY (attendee_id) REFERENCES attendees (id)
    ON DELETE CASCADE
);
CREATE INDEX batch_changes_batch_index ON batch_changes (batch_id);
CREATE INDEX batch_changes_attendee_index ON batch_changes (attendee_id, created_at);
SELECT secure_tenant_table('batches');
SELECT secure_tenant_table('batch_changes');
SELECT register_place_kind('batch', 'batches');
