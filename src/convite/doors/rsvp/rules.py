"""Until when a party may answer, and how many it may still bring."""

from datetime import datetime


def deadline_of(
    expires_at: datetime | None, rsvp_deadline: datetime | None, ends_at: datetime | None
) -> datetime | None:
    """The invitation's own deadline wins over the event's; without either, the event's end."""
    return expires_at or rsvp_deadline or ends_at


def plus_ones_left(max_guests: int, people: int) -> int:
    """How many companions may still be named."""
    return max(0, max_guests - people)
