"""Scans made offline that arrive later: stored first, then judged.

Table `queued_scans`: each scan as it arrived, and its result.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "queued_scans": Table(
            not_cloned="a copy starts without guests",
            erase=("body",),
            about=(
                "event_id = ANY ({events}) AND result IS NOT NULL"
                " AND body->>'attendee_id' = ANY (({attendees})::text[])"
            ),
        ),
    }
)
