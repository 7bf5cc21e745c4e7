"""Validation of answers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, TypeVar

from convite.core.problems import FieldText
from convite.core.shapes import in_reach, is_storable

MAX_TEXT = 2000


@dataclass(frozen=True, kw_only=True)
class AnswerRules:
    """The parts of a question needed to validate an answer."""

    id: str
    kind: str
    options: Sequence[str]
    required: bool


class Asked(Protocol):
    """A question, as far as it says whom it is for."""

    @property
    def scope(self) -> str:
        """`rsvp` or `plus_one`."""


AskedT = TypeVar("AskedT", bound=Asked)


def questions_for_party(questions: Iterable[AskedT]) -> tuple[list[AskedT], list[AskedT]]:
    """What a party's guests are asked, and what its plus-ones are: the same unless they have their own."""
    of_guests, of_plus_ones = [], []
    for question in questions:
        if question.scope == "rsvp":
            of_guests.append(question)
        elif question.scope == "plus_one":
            of_plus_ones.append(question)
    return of_guests, of_plus_ones or of_guests


def answer_fault(question: AnswerRules, answer: Any) -> FieldText | None:
    """What is wrong with an answer, in one sentence; None if it is valid."""
    if answer in (None, "", []):
        return (
            FieldText(name="answer.required", english="This needs an answer.")
            if question.required
            else None
        )
    return FAULTS[question.kind](question, answer)


def text_fault(_: AnswerRules, answer: Any) -> FieldText | None:
    """Text, not too long, that can be stored."""
    if not isinstance(answer, str):
        return FieldText(name="answer.text", english="Enter text.")
    if len(answer) > MAX_TEXT:
        return FieldText(
            name="answer.long",
            english=f"At most {MAX_TEXT} characters.",
            values={"most": MAX_TEXT},
        )
    if not is_storable(answer):
        return FieldText(
            name="answer.character",
            english="This contains a character that can't be stored. Remove it.",
        )
    return None


def choice_fault(question: AnswerRules, answer: Any) -> FieldText | None:
    """One of the options."""
    if answer not in question.options:
        options = ", ".join(question.options)
        return FieldText(
            name="answer.choice", english=f"Choose one of: {options}.", values={"options": options}
        )
    return None


def choices_fault(question: AnswerRules, answer: Any) -> FieldText | None:
    """Some of the options."""
    if not isinstance(answer, list) or any(one not in question.options for one in answer):
        options = ", ".join(question.options)
        return FieldText(
            name="answer.choices", english=f"Choose among: {options}.", values={"options": options}
        )
    return None


def number_fault(_: AnswerRules, answer: Any) -> FieldText | None:
    """A number."""
    is_number = isinstance(answer, int | float) and not isinstance(answer, bool)
    # also refuses what isn't a number by name: NaN
    if not is_number or not abs(answer) <= 1e12:
        return FieldText(name="answer.number", english="Enter a number.")
    return None


def date_fault(_: AnswerRules, answer: Any) -> FieldText | None:
    """A date."""
    try:
        in_reach(date.fromisoformat(answer))
    except (TypeError, ValueError):
        return FieldText(name="answer.date", english="Enter a date, such as 2027-05-01.")
    return None


def agree_fault(question: AnswerRules, answer: Any) -> FieldText | None:
    """Yes or no; a required one must be yes."""
    if not isinstance(answer, bool):
        return FieldText(name="answer.agree", english="Answer yes or no.")
    if question.required and not answer:
        return FieldText(name="answer.agreed", english="This has to be agreed to.")
    return None


FAULTS = {
    "text": text_fault,
    "choice": choice_fault,
    "choices": choices_fault,
    "number": number_fault,
    "date": date_fault,
    "agree": agree_fault,
}
