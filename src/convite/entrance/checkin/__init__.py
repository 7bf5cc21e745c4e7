"""Check-in and check-out. Table `checkins`, an append-only log of scans; presence is derived from
it.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "checkins": Table(
            not_cloned="a copy starts without guests",
            erase=("location",),
            about="attendee_id = ANY ({attendees})",
            export=("direction", "method", "gate", "at", "location"),
        ),
    }
)
