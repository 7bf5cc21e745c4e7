-- At which part's door a scan was made; without one, it was at the door of the whole event. Like the
-- event it has no foreign key, which would lock a row that all scans share.
ALTER TABLE checkins ADD COLUMN part_id UUID;
CREATE INDEX checkins_part_index ON checkins (event_id, part_id, attendee_id) WHERE part_id IS NOT NULL;
