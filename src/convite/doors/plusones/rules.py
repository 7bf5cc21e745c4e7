"""How many plus-ones a party may still bring, and what one without a name is called."""

from datetime import datetime

from convite.core.language import Say
from convite.events.event.schemas import EventSettings


def plus_ones_left(
    rule: EventSettings, *, max_guests: int, people: int, moment: datetime | None
) -> int:
    """How many plus-ones can still be brought along; without a moment, whatever the deadline."""
    is_over = (
        moment is not None and rule.plus_ones_until is not None and rule.plus_ones_until <= moment
    )
    if rule.plus_ones == "none" or is_over:
        return 0
    return max(0, max_guests - people)


def name_of_unnamed(say: Say, host: str, number: int) -> str:
    """What somebody without a name is called, the `number`-th of their party.

    Example:
        >>> name_of_unnamed(str, "Ana Ruiz", 2)
        'Guest of Ana Ruiz (2)'
    """
    name = say("Guest of %(name)s") % {"name": host}
    return f"{name} ({number})" if number > 1 else name
