-- Questions belong to what asks them: an event, or whatever kind of thing a part registers
-- (`events/questions/models.py`), which also says its scopes, so no list of them is kept here. The event
-- stays beside the owner where there is one: it is where changes are told.
ALTER TABLE questions ADD COLUMN owner_kind TEXT, ADD COLUMN owner_id UUID;
UPDATE questions SET owner_kind = 'event', owner_id = event_id;
ALTER TABLE questions ALTER COLUMN owner_kind SET NOT NULL, ALTER COLUMN owner_id SET NOT NULL,
  ALTER COLUMN event_id DROP NOT NULL, DROP CONSTRAINT questions_scope_check,
  ADD CONSTRAINT questions_owner_check
  CHECK (owner_kind <> 'event' OR owner_id IS NOT DISTINCT FROM event_id);
CREATE INDEX questions_owner_index ON questions (owner_kind, owner_id, scope);
