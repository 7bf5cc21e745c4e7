"""Tickets: one for each attendee who is going, with a QR code and, if bound, a tag.

Table `tickets`; triggers on `attendees` create and revoke its rows (ADR 10).
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "tickets": Table(
            not_cloned="a copy starts without guests",
            erase=("tag_uid",),
            about="attendee_id = ANY ({attendees})",
            export=("serial", "tag_uid", "created_at"),
        ),
    }
)
