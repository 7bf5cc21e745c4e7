"""Invitations for parties of one or more guests.

Tables `invitations` and `invitation_parts`. In the REST API, the attendees of an invitation are
"invitation guests".
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "invitations": Table(
            not_cloned="a copy starts without guests",
            erase=("label", "sort_key", "message", "reply", "party_key"),
            not_erased="cleared at once, by doors/erasure",
            export=("label", "message", "reply", "status", "sent_at", "opened_at", "responded_at"),
        ),
        "invitation_parts": Table(not_cloned="a copy starts without guests"),
    }
)
