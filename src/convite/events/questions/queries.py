"""Queries of questions."""

from uuid import UUID

from sqlalchemy import bindparam, select

from convite.core.db import ReadTx, locked
from convite.core.prepared import Prepared
from convite.events.questions.models import OwnerKind, Question

#: Most questions per owner.
MAX_QUESTIONS = 100


OF_OWNER = Prepared(
    select(Question)
    .where(
        Question.owner_kind == bindparam("kind"),
        Question.owner_id == bindparam("owner_id"),
        Question.deleted_at.is_(None),
    )
    .order_by(Question.position, Question.id)
    .limit(MAX_QUESTIONS)
)


async def questions_of(
    tx: ReadTx, kind: OwnerKind, owner_id: UUID, *, scope: str | None = None
) -> list[Question]:
    """The owner's questions in their order."""
    rows = await OF_OWNER.all(tx, kind=kind.name, owner_id=owner_id)
    return [row[0] for row in rows if scope is None or row[0].scope == scope]


LOCKED = Prepared(
    locked(
        select(Question.id)
        .where(
            Question.owner_kind == bindparam("kind"),
            Question.owner_id == bindparam("owner_id"),
            Question.deleted_at.is_(None),
        )
        .order_by(Question.id)
    )
)


async def lock_questions(tx: ReadTx, kind: OwnerKind, owner_id: UUID) -> None:
    """Locks the owner's questions until the end of the transaction, before they are compared."""
    await LOCKED.all(tx, kind=kind.name, owner_id=owner_id)


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
