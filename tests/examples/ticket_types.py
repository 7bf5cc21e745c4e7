"""A type of tickets."""

from tests.examples import Example

EXAMPLE = Example(
    path="/api/events/{event_id}/ticket-types",
    parameter="ticket_type_id",
    body=lambda name: {"name": name, "price": 500},
)
