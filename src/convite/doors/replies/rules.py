"""The reply deadline, and what replies come to."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID


def deadline_of(
    expires_at: datetime | None, rsvp_deadline: datetime | None, ends_at: datetime | None
) -> datetime | None:
    """The invitation's own deadline, else the event's, else the event's end."""
    return expires_at or rsvp_deadline or ends_at


def yes_of(status: str) -> str:
    """A stored status as it was said: whoever waits for a place has said yes."""
    return "going" if status == "waitlisted" else status


def said_of_parts(kept: Mapping[UUID, str], said: Mapping[UUID, str]) -> str:
    """The reply to the event that answers for its parts make: going to any of them is going.

    Whoever waits for a place has said yes. Parts of which nothing is said keep their answers.
    """
    states = {yes_of(one) for one in {**kept, **said}.values()}
    if "going" in states:
        return "going"
    return "pending" if "pending" in states else "declined"
