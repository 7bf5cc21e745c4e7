"""The first door: invitations of one or many guests.

Table `invitations`; the RSVP page. What the REST API calls invitation guests are attendees.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "invitations": Table(
            erase=("label", "sort_key", "message", "reply", "party_key"),
            export=("label", "message", "reply", "status", "sent_at", "opened_at", "responded_at"),
        ),
    }
)
