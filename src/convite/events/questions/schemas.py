"""Schemas of questions."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, field_validator

from convite.core.language import Locale
from convite.core.shapes import CleanText, Input, Output, not_null, partial
from convite.events.questions.models import QuestionKind

Scope = Literal["rsvp", "plus_one"]
Option = Annotated[CleanText, Field(min_length=1, max_length=200)]


class AnyQuestion(Input):
    """Fields of every question. Each kind of owner restricts the scope to its own."""

    scope: str
    kind: QuestionKind = "text"
    label: Annotated[CleanText, Field(min_length=1, max_length=300)]
    help: Annotated[CleanText, Field(max_length=1000)] = ""
    options: Annotated[list[Option], Field(max_length=100)] = []
    required: bool = False
    position: Annotated[int, Field(ge=0, le=10_000)] = 0
    translations: dict[Locale, dict[str, Any]] = {}


class QuestionFields(AnyQuestion):
    """A question. Choices need options."""

    scope: Scope = "rsvp"


class QuestionUpdate(partial(QuestionFields, "QuestionUpdateFields")):  # type: ignore[misc]
    """A partial question."""

    filled = field_validator("*", mode="before")(not_null)


class QuestionOut(Output):
    """A question."""

    id: UUID
    event_id: UUID
    scope: Scope
    kind: QuestionKind
    label: str
    help: str
    options: list[str]
    required: bool
    position: int
    translations: dict[str, Any]
    version: int
