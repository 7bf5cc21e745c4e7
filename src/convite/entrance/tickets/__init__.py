"""What lets somebody in: a ticket for each who is going, its QR text, and a tag bound to it.

Table `tickets`; its rows come and are revoked by triggers on `attendees`. See ADR 0010.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "tickets": Table(erase=("tag_uid",), export=("serial", "tag_uid", "created_at")),
    }
)
