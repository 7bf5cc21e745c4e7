"""A saved view of the guest list."""

from tests.examples import Example

EXAMPLE = Example(
    path="/api/events/{event_id}/saved-views",
    parameter="view_id",
    body=lambda name: {"name": name, "is_shared": True},
)
