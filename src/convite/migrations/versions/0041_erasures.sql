-- People who were erased: where their traces are looked for, and by what an import recognizes them.
CREATE TABLE erasures (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  erased_by UUID,
  guests UUID[] NOT NULL,
  attendees UUID[] NOT NULL,
  parties UUID[] NOT NULL,
  shared UUID[] NOT NULL,
  events UUID[] NOT NULL,
  files UUID[] NOT NULL,
  words TEXT[] NOT NULL,
  names TEXT[] NOT NULL,
  hashes TEXT[] NOT NULL,
  finished_at TIMESTAMP WITH TIME ZONE,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT erasures_pkey PRIMARY KEY (id),
  CONSTRAINT erasures_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id)
);
CREATE INDEX erasures_organization_id_index ON erasures (organization_id);
CREATE INDEX erasures_unfinished ON erasures (created_at) WHERE finished_at IS NULL;
SELECT secure_tenant_table('erasures');
ALTER TABLE guests ADD COLUMN erased_at TIMESTAMP WITH TIME ZONE;
CREATE INDEX merged_pairs_keep_index ON merged_pairs (keep);
