"""What is refused at an event that was taken down. Pure functions."""

from convite.core.problems import Conflict


def taken_down() -> Conflict:
    """The problem of an event that can't be used while it is taken down."""
    return Conflict(
        "This event was taken down by the administrators of this site.", name="taken-down"
    )
