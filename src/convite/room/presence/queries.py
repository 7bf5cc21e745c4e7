"""Reads of who was scanned, taken-back scans left out."""

SCANS_OF = """
SELECT c.id, c.attendee_id, c.direction, a.guest_id, a.invitation_id, a.organization_id,
  trim(g.first_name || ' ' || g.last_name) AS name, s.seat_number
FROM checkins c JOIN attendees a ON a.id = c.attendee_id JOIN guests g ON g.id = a.guest_id
LEFT JOIN seats s ON s.attendee_id = a.id
WHERE c.event_id = $1 AND c.nonce = $2 AND c.undoes IS NULL
  AND NOT EXISTS (SELECT 1 FROM checkins u WHERE u.undoes = c.id)
ORDER BY c.attendee_id
"""

#: The last scan that still counts, of one person.
LAST_SCAN = """
SELECT c.direction, c.at FROM checkins c
WHERE c.attendee_id = $1 AND c.undoes IS NULL
  AND NOT EXISTS (SELECT 1 FROM checkins u WHERE u.undoes = c.id)
ORDER BY c.at DESC, c.created_at DESC LIMIT 1
"""
