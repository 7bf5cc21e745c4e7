"""Schemas of the list."""

from convite.core.shapes import Output
from convite.events.checklist.rules import ItemName


class ChecklistItem(Output):
    """One thing that belongs to an event: whether it's there, and whether an event like this needs it.

    Publishing is refused without a date only.
    """

    name: ItemName
    done: bool
    required: bool


class Checklist(Output):
    """What belongs to an event, in the order in which it's worked off."""

    items: list[ChecklistItem]
