"""Reads of an event's questions."""

from uuid import UUID

from sqlalchemy import select

from convite.core.db import ReadTx
from convite.events.questions.models import Question

#: An event asks no more than this.
MOST_QUESTIONS = 100


async def questions_of(tx: ReadTx, event_id: UUID, *, scope: str | None = None) -> list[Question]:
    """The event's questions in their order."""
    statement = select(Question).where(Question.event_id == event_id, Question.deleted_at.is_(None))
    if scope:
        statement = statement.where(Question.scope == scope)
    statement = statement.order_by(Question.position, Question.id).limit(MOST_QUESTIONS)
    return list((await tx.execute(statement)).scalars())


async def question_by_id(tx: ReadTx, event_id: UUID, question_id: UUID) -> Question | None:
    """One of the event's questions."""
    found = await tx.execute(
        select(Question).where(
            Question.id == question_id,
            Question.event_id == event_id,
            Question.deleted_at.is_(None),
        )
    )
    return found.scalar_one_or_none()
