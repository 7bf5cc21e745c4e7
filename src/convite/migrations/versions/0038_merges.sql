-- What a merge of guests changed and moved, so that it can be undone.
CREATE TABLE merges (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  undone_at TIMESTAMP WITH TIME ZONE,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT merges_pkey PRIMARY KEY (id),
  CONSTRAINT merges_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id)
);
CREATE INDEX merges_created_at_index ON merges (created_at);
CREATE TABLE merged_pairs (
  id UUID NOT NULL,
  organization_id UUID NOT NULL,
  merge_id UUID NOT NULL,
  place INTEGER NOT NULL,
  keep UUID NOT NULL,
  remove UUID NOT NULL,
  changed JSONB NOT NULL,
  moved JSONB NOT NULL,
  taken_off UUID[] DEFAULT '{}' NOT NULL,
  undone_at TIMESTAMP WITH TIME ZONE,
  changed_since TEXT[] DEFAULT '{}' NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
  CONSTRAINT merged_pairs_pkey PRIMARY KEY (id),
  CONSTRAINT merged_pairs_merge_id_fkey FOREIGN KEY (merge_id) REFERENCES merges (id) ON DELETE CASCADE
);
-- a pair of a task that is resumed is merged once
CREATE UNIQUE INDEX merged_pairs_place_key ON merged_pairs (merge_id, place);
SELECT secure_tenant_table('merges');
SELECT secure_tenant_table('merged_pairs');
SELECT register_place_kind('merge', 'merges', event_column => NULL);
