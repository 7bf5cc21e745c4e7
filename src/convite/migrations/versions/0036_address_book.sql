-- The address book, last added first.
CREATE INDEX guests_added_index ON guests (organization_id, created_at, id);
