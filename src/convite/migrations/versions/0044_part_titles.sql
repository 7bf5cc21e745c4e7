-- Titles of an event's parts in the languages of its guests.
ALTER TABLE event_parts ADD COLUMN translations JSONB DEFAULT '{}' NOT NULL;
