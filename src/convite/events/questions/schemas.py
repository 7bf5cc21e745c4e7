"""Schemas of questions."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, FiniteFloat, field_validator, model_validator

from convite.core.language import Locale
from convite.core.problems import FieldText, WrongValue
from convite.core.shapes import CleanText, Day, Input, Output, not_null, partial
from convite.events.questions.models import QuestionKind

#: Asked of each guest, of each plus-one, once of a party (then everybody in it has the answer), or of
#: whoever asks to join.
Scope = Literal["rsvp", "plus_one", "party", "request", "order"]
Option = Annotated[CleanText, Field(min_length=1, max_length=200)]


class Limits(Input):
    """What an answer may be; each limit counts for the kinds that have it."""

    #: Characters of a text.
    min_length: Annotated[int, Field(ge=1, le=2000)] | None = None
    max_length: Annotated[int, Field(ge=1, le=2000)] | None = None
    #: Of a number.
    min: FiniteFloat | None = None
    max: FiniteFloat | None = None
    #: Of a date.
    earliest: Day | None = None
    latest: Day | None = None
    #: How many options may be chosen.
    max_choices: Annotated[int, Field(ge=1, le=100)] | None = None
    #: How many people may choose an option; options without a quota are open to all.
    quotas: (
        Annotated[dict[Option, Annotated[int, Field(ge=0, le=1_000_000)]], Field(max_length=100)]
        | None
    ) = None

    @model_validator(mode="after")
    def require_order(self) -> "Limits":
        """Rejects a range without anything in it."""
        ranges: list[tuple[Any, Any]] = [
            (self.min_length, self.max_length),
            (self.min, self.max),
            (self.earliest, self.latest),
        ]
        if any(low is not None and high is not None and low > high for low, high in ranges):
            english = "The lowest value allowed is above the highest. Swap or change them."
            raise WrongValue(FieldText(name="question.range", english=english))
        return self


class Condition(Input):
    """The answer to another question that this one depends on; empty if it is always asked."""

    question_id: UUID | None = None
    #: Any of these, "yes" or "no" for a checkbox; any answer at all if there are none.
    answers: Annotated[list[Option], Field(max_length=100)] = []


class Translation(Input):
    """A question's texts in another language; those that are left out are shown as they are."""

    label: Annotated[CleanText, Field(min_length=1, max_length=300)] | None = None
    help: Annotated[CleanText, Field(max_length=1000)] | None = None
    #: By option, as the question has it.
    options: Annotated[dict[Option, Option], Field(max_length=100)] | None = None


class AnyQuestion(Input):
    """Fields of every question. Each kind of owner restricts the scope to its own."""

    scope: str
    kind: QuestionKind = "text"
    label: Annotated[CleanText, Field(min_length=1, max_length=300)]
    help: Annotated[CleanText, Field(max_length=1000)] = ""
    options: Annotated[list[Option], Field(max_length=100)] = []
    limits: Limits = Limits()
    condition: Condition = Condition()
    required: bool = False
    #: Whether the caterer's sheet lists the answers, as with allergies. Meals are on it anyway.
    for_caterer: bool = False
    position: Annotated[int, Field(ge=0, le=10_000)] = 0
    translations: dict[Locale, Translation] = {}


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
    limits: dict[str, Any]
    condition: dict[str, Any]
    required: bool
    for_caterer: bool
    position: int
    translations: dict[str, Any]
    version: int
