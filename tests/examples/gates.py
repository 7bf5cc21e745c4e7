"""A gate."""

from tests.examples import Example

EXAMPLE = Example(
    path="/api/events/{event_id}/gates", parameter="gate_id", body=lambda name: {"name": name}
)
