"""The table of questions, and the registry of owner kinds."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from convite.core.db import Base, Keyed, Versioned, one_of

QuestionKind = Literal[
    "text", "long_text", "choice", "choices", "number", "date", "agree", "meal", "file"
]


@dataclass(frozen=True, kw_only=True)
class OwnerKind:
    """A kind of question owner."""

    #: The value of `questions.owner_kind`.
    name: str
    #: Subject of error messages: "An event".
    words: str
    #: The scopes it supports.
    scopes: tuple[str, ...]


#: Registered kinds by name.
OWNER_KINDS: dict[str, OwnerKind] = {}


def register_owner_kind(name: str, *, words: str, scopes: tuple[str, ...]) -> OwnerKind:
    """Registers a kind of owner; parts call it next to their tables.

    Raises:
        ValueError: another part has this name.
    """
    if name in OWNER_KINDS:
        raise ValueError(f"two parts ask questions as {name}")
    kind = OWNER_KINDS[name] = OwnerKind(name=name, words=words, scopes=scopes)
    return kind


EVENT = register_owner_kind(
    "event", words="An event", scopes=("rsvp", "plus_one", "party", "request", "order")
)


@dataclass(frozen=True, kw_only=True)
class Owner:
    """A question's owner: kind, id, tenant, and event if it has one."""

    kind: OwnerKind
    id: UUID
    organization_id: UUID
    event_id: UUID | None


class Question(Keyed, Versioned, Base):
    """A question. Deleting it keeps existing answers."""

    __tablename__ = "questions"
    __table_args__ = (
        one_of("kind", QuestionKind),
        CheckConstraint(
            "owner_kind <> 'event' OR owner_id IS NOT DISTINCT FROM event_id", name="owner"
        ),
        Index("questions_owner_index", "owner_kind", "owner_id", "scope"),
    )

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    owner_kind: Mapped[str]
    owner_id: Mapped[UUID]
    #: The event that the owner is or belongs to; changes are published there.
    event_id: Mapped[UUID | None] = mapped_column(ForeignKey("events.id"), index=True)
    scope: Mapped[str] = mapped_column(default="rsvp")
    kind: Mapped[str]
    label: Mapped[str]
    help: Mapped[str] = mapped_column(default="", server_default="")
    options: Mapped[list[Any]] = mapped_column(JSONB, default=list, server_default="[]")
    #: What an answer may be at most and at least; see `schemas.Limits`.
    limits: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default="{}")
    #: The answer to another question that this one depends on; see `schemas.Condition`.
    condition: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default="{}")
    required: Mapped[bool] = mapped_column(default=False, server_default="false")
    #: Whether the caterer's sheet lists the answers.
    for_caterer: Mapped[bool] = mapped_column(default=False, server_default="false")
    position: Mapped[int] = mapped_column(default=0, server_default="0")
    translations: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default="{}")
    deleted_at: Mapped[datetime | None]
