-- Finds the events of which guests have said yes and wait for a place: `doors.waitlist` looks twice a second.
CREATE INDEX attendees_waitlisted_index ON attendees (event_id, organization_id, responded_at, id)
  WHERE status = 'waitlisted';
