"""HTTP routes of an event's questions."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from convite.core.idempotency import KeyedRoute
from convite.core.paging import Page
from convite.core.problems import NotFound
from convite.core.request import Read, Write
from convite.core.shapes import check_version
from convite.events.event.policy import EventAccess, event_access
from convite.events.questions import actions
from convite.events.questions.models import EVENT, Question
from convite.events.questions.queries import question_by_id, questions_of
from convite.events.questions.schemas import QuestionFields, QuestionOut, QuestionUpdate

router = APIRouter(
    prefix="/api/events/{event_id}/questions", tags=["Questions"], route_class=KeyedRoute
)

View = Annotated[EventAccess, Depends(event_access("view_event"))]
Edit = Annotated[EventAccess, Depends(event_access("edit_guests"))]


async def question_of_event(tx: Read, access: EventAccess, question_id: UUID) -> Question:
    """The question; 404 if it isn't the event's."""
    question = await question_by_id(tx, EVENT, access.event.id, question_id)
    if question is None:
        raise NotFound
    return question


@router.get("")
async def questions(access: View, tx: Read) -> Page[QuestionOut]:
    """The event's questions, in order (at most a hundred)."""
    rows = await questions_of(tx, EVENT, access.event.id)
    return Page(items=[QuestionOut.model_validate(row) for row in rows])


@router.post("", status_code=201)
async def add_question(body: QuestionFields, access: Edit, tx: Write) -> QuestionOut:
    """Adds a question."""
    row = await actions.add_question(tx, access.actor, actions.owner_of(access.event), body)
    return QuestionOut.model_validate(row)


@router.get("/{question_id}")
async def question(question_id: UUID, access: View, tx: Read) -> QuestionOut:
    """One question."""
    return QuestionOut.model_validate(await question_of_event(tx, access, question_id))


@router.put("/{question_id}", operation_id="put_question")
@router.patch("/{question_id}", operation_id="patch_question")
async def change_question(
    question_id: UUID, body: QuestionUpdate, access: Edit, tx: Write
) -> QuestionOut:
    """Changes the fields sent."""
    row = await question_of_event(tx, access, question_id)
    values = body.sent()
    current = QuestionOut.model_validate(row).model_dump(mode="json")
    check_version(row, values.pop("version", None), current)
    return QuestionOut.model_validate(await actions.change_question(tx, access.actor, row, values))


@router.delete("/{question_id}", status_code=204)
async def remove_question(question_id: UUID, access: Edit, tx: Write) -> None:
    """Removes the question; existing answers are kept."""
    await actions.remove_question(
        tx, access.actor, await question_of_event(tx, access, question_id)
    )
