-- Moments of an event's minimum number of people: the last that was looked at, and the last before which its
-- team was told how many are missing.
ALTER TABLE events ADD COLUMN minimum_looked_for TIMESTAMP WITH TIME ZONE;
ALTER TABLE events ADD COLUMN minimum_told_for TIMESTAMP WITH TIME ZONE;
CREATE INDEX events_minimum_index ON events (starts_at)
  WHERE status = 'published' AND (settings ->> 'min_people') IS NOT NULL;
