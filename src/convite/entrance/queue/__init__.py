"""Scans made offline that arrive later: stored first, then judged.

Table `queued_scans`: each scan as it arrived, and its result.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "queued_scans": Table(
            not_cloned="a copy starts without guests",
            erase=("body",),
            # a scan by ticket, tag or code is theirs if the check-in that it became is
            about=(
                "event_id = ANY ({events}) AND (body->>'attendee_id' = ANY (({attendees})::text[])"
                " OR nonce IN (SELECT nonce FROM checkins WHERE attendee_id = ANY ({attendees}))"
                " OR result IS NULL)"
            ),
            under_way="result IS NULL",
        ),
    }
)
