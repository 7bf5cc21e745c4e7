"""Undo of changes to many people at once: replies, removals, seats."""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "batches": Table(not_cloned="a copy starts without guests"),
        "batch_changes": Table(
            not_cloned="a copy starts without guests",
            erase=("before", "after"),
            about="attendee_id = ANY ({attendees})",
            erases_rows=True,
        ),
    }
)
