"""The list of what belongs to an event. Pure functions."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from convite.events.event.models import Event

ItemName = Literal[
    "date", "place", "description", "cover", "capacity", "questions", "approval", "page"
]


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing of the list."""

    name: ItemName
    done: bool
    #: Whether an event like this needs it; the others help.
    required: bool


def items_of(event: Event, *, covers: int, questions: int) -> list[Item]:
    """The list for an event with so many covers and questions, in the order in which it's worked off.

    A private event has no page of its own: nothing that only that page shows is asked of it.
    """
    is_public = event.visibility == "public"
    done: Mapping[ItemName, bool] = {
        "date": event.starts_at is not None,
        "place": bool(event.venue_text or event.online_url),
        "description": bool(event.description.strip()),
        "cover": covers > 0,
        "capacity": event.capacity is not None,
        "questions": questions > 0,
        "approval": event.visibility == "private" or event.approval != "invite_only",
        "page": event.visibility != "private",
    }
    required = {"date"} | ({"place", "cover"} if is_public else set())
    asked = [name for name in done if event.visibility != "private" or name != "approval"]
    return [Item(name=name, done=done[name], required=name in required) for name in asked]
