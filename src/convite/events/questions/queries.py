"""Queries of questions."""

from uuid import UUID

from sqlalchemy import select

from convite.core.db import ReadTx
from convite.events.questions.models import OwnerKind, Question

#: Most questions per owner.
MAX_QUESTIONS = 100


async def questions_of(
    tx: ReadTx, kind: OwnerKind, owner_id: UUID, *, scope: str | None = None
) -> list[Question]:
    """The owner's questions in their order."""
    statement = select(Question).where(
        Question.owner_kind == kind.name,
        Question.owner_id == owner_id,
        Question.deleted_at.is_(None),
    )
    if scope:
        statement = statement.where(Question.scope == scope)
    statement = statement.order_by(Question.position, Question.id).limit(MAX_QUESTIONS)
    return list((await tx.execute(statement)).scalars())


async def question_by_id(
    tx: ReadTx, kind: OwnerKind, owner_id: UUID, question_id: UUID
) -> Question | None:
    """One of the owner's questions."""
    found = await tx.execute(
        select(Question).where(
            Question.id == question_id,
            Question.owner_kind == kind.name,
            Question.owner_id == owner_id,
            Question.deleted_at.is_(None),
        )
    )
    return found.scalar_one_or_none()
