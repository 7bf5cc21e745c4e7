"""A part of an event."""

from tests.examples import Example

EXAMPLE = Example(
    path="/api/events/{event_id}/parts",
    parameter="part_id",
    body=lambda name: {"title": name, "starts_at": "2027-05-01T16:00:00Z"},
)
