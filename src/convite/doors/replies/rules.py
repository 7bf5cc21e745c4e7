"""The reply deadline, and how many plus-ones a party may still bring."""

from datetime import datetime


def deadline_of(
    expires_at: datetime | None, rsvp_deadline: datetime | None, ends_at: datetime | None
) -> datetime | None:
    """The invitation's own deadline, else the event's, else the event's end."""
    return expires_at or rsvp_deadline or ends_at


def plus_ones_left(max_guests: int, people: int) -> int:
    """How many plus-ones can still be named."""
    return max(0, max_guests - people)
