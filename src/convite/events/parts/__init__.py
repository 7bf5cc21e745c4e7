"""The parts of an event, such as ceremony, dinner and brunch, each with a time, a place and its places.

Table `event_parts`. Who comes to which is in `room.entitlements`, and changes are in `room.parts`, since
they change answers as well.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "event_parts": Table(
            clone="actions.copy_parts",
            public=("title", "starts_at", "ends_at", "venue_text"),
        ),
    }
)
