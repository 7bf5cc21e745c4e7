"""Writes of a new event with its parts and questions."""

from uuid import UUID

from convite.core.db import Tx
from convite.core.log import Actor
from convite.core.problems import Invalid
from convite.events.event.actions import create_event
from convite.events.event.models import Event
from convite.events.event.schemas import EventCreate
from convite.events.questions.actions import add_question, owner_of
from convite.room.creation.schemas import NewEvent
from convite.room.parts.actions import add_part


async def create_whole_event(
    tx: Tx, actor: Actor, body: NewEvent, *, organization_id: UUID, user_id: UUID
) -> Event:
    """Creates a draft, then its parts and questions, in the order they were sent in.

    Raises:
        Invalid: a question that can't be asked; its pointer names it.
    """
    head = EventCreate.model_construct(
        **{name: getattr(body, name) for name in EventCreate.model_fields}
    )
    event = await create_event(tx, actor, head, organization_id=organization_id, user_id=user_id)
    for position, part in enumerate(body.parts):
        await add_part(tx, actor, event, part.model_copy(update={"position": position}))
    for position, question in enumerate(body.questions):
        asked = question.model_copy(update={"position": position})
        try:
            await add_question(tx, actor, owner_of(event), asked)
        except Invalid as problem:
            for error in problem.extra.get("errors", ()):
                error["pointer"] = f"/questions/{position}{error['pointer']}"
            raise
    if body.parts:
        await tx.refresh(event)
    return event
