"""Queries of the list."""

from convite.core.db import ReadTx
from convite.events.checklist.rules import items_of
from convite.events.checklist.schemas import Checklist, ChecklistItem
from convite.events.event.models import Event
from convite.events.images.queries import images_of
from convite.events.questions.models import EVENT
from convite.events.questions.queries import questions_of


async def checklist_of(tx: ReadTx, event: Event) -> Checklist:
    """What belongs to the event, and what of it is there."""
    covers = [one for one, _ in await images_of(tx, event.id) if one.kind == "cover"]
    questions = await questions_of(tx, EVENT, event.id)
    items = items_of(event, covers=len(covers), questions=len(questions))
    return Checklist(items=[ChecklistItem.model_validate(item) for item in items])
