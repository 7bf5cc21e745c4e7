"""Validation of answers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol, TypeVar
from uuid import UUID

from convite.core.problems import FieldText
from convite.core.shapes import in_reach, is_storable

MAX_TEXT = 2000


@dataclass(frozen=True, kw_only=True)
class AnswerRules:
    """The parts of a question needed to validate an answer."""

    id: str
    kind: str
    scope: str = "rsvp"
    label: str = ""
    options: Sequence[str] = ()
    limits: Mapping[str, Any] = field(default_factory=dict)
    condition: Mapping[str, Any] = field(default_factory=dict)
    required: bool = False


class Asked(Protocol):
    """A question, as far as it says whom it is for."""

    @property
    def scope(self) -> str:
        """`rsvp`, `plus_one` or `party`."""


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


def questions_once(questions: Iterable[AskedT]) -> list[AskedT]:
    """What a party is asked once, for everybody in it."""
    return [question for question in questions if question.scope == "party"]


def is_empty(answer: Any) -> bool:
    """Whether nothing was answered; spaces say nothing either."""
    return answer is None or answer == [] or (isinstance(answer, str) and not answer.strip())


SAME_PEOPLE = FieldText(
    name="question.same-people",
    english="A question can only depend on one that the same people are asked.",
)


def condition_fault(
    key: str, questions: Mapping[str, AnswerRules], comparable: Sequence[str]
) -> FieldText | None:
    """Why a question's condition can't be kept, in one sentence; None if it can, or it has none."""
    question = questions[key]
    on = question.condition.get("question_id")
    if not on:
        return None
    if on == key:
        english = "A question can't depend on its own answer. Choose another question."
        return FieldText(name="question.itself", english=english)
    other = questions.get(on)
    if other is None:
        english = "The question that this one depends on is gone. Choose another one."
        return FieldText(name="question.gone", english=english)
    if other.scope != question.scope:
        return SAME_PEOPLE
    path = [question.label]
    step: AnswerRules | None = other
    while step is not None and len(path) <= len(questions):
        path.append(step.label)
        if step.id == key:
            circle = " → ".join(path)
            return FieldText(
                name="question.circle",
                english=f"These questions depend on each other in a circle: {circle}.",
                values={"path": circle},
            )
        step = questions.get(step.condition.get("question_id", ""))
    possible = ("yes", "no") if other.kind == "agree" else other.options
    wanted = question.condition.get("answers", ())
    if wanted and (other.kind not in comparable or any(one not in possible for one in wanted)):
        english = f"“{other.label}” can't be answered like that. Choose among its answers."
        return FieldText(name="question.answers", english=english, values={"question": other.label})
    return None


def is_met(condition: Mapping[str, Any], other: AnswerRules, answer: Any) -> bool:
    """Whether the answer to the other question is one that a condition asks for."""
    wanted = condition.get("answers", ())
    if other.kind == "agree":
        return ("yes" if answer is True else "no") in (wanted or ("yes",))
    if is_empty(answer):
        return False
    given = answer if isinstance(answer, list) else [answer]
    return not wanted or any(one in wanted for one in given)


def shown_questions(questions: Mapping[str, AnswerRules], answers: Mapping[str, Any]) -> set[str]:
    """The questions that are asked, given these answers: all whose conditions are met.

    Whatever depends on a question that isn't asked isn't asked either.
    """
    shown: set[str] = set()
    for key in questions:
        step, is_shown = questions[key], True
        for _ in questions:
            on = questions.get(step.condition.get("question_id", ""))
            if on is None or not is_shown:
                break
            is_shown, step = is_met(step.condition, on, answers.get(on.id)), on
        if is_shown:
            shown.add(key)
    return shown


def open_fault(question: AnswerRules, answers: Mapping[str, Any]) -> FieldText | None:
    """What is wrong with an answer from before: that a required one is missing."""
    answer = answers.get(question.id)
    if is_empty(answer):
        return answer_fault(question, None)
    is_refused = question.kind == "agree" and answer is not True
    return agree_fault(question, answer) if is_refused else None


def answer_fault(question: AnswerRules, answer: Any) -> FieldText | None:
    """What is wrong with an answer, in one sentence; None if it is valid."""
    if is_empty(answer):
        return (
            FieldText(name="answer.required", english="This needs an answer.")
            if question.required
            else None
        )
    return FAULTS[question.kind](question, answer)


def text_fault(question: AnswerRules, answer: Any) -> FieldText | None:
    """Text of an allowed length that can be stored."""
    if not isinstance(answer, str):
        return FieldText(name="answer.text", english="Enter text.")
    least, most = question.limits.get("min_length", 0), question.limits.get("max_length", MAX_TEXT)
    if len(answer) > most:
        return FieldText(
            name="answer.long", english=f"At most {most} characters.", values={"most": most}
        )
    if len(answer.strip()) < least:
        return FieldText(
            name="answer.short", english=f"At least {least} characters.", values={"least": least}
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
    most = question.limits.get("max_choices")
    if most is not None and len(set(answer)) > most:
        return FieldText(
            name="answer.many", english=f"Choose at most {most}.", values={"most": most}
        )
    return None


def number_fault(question: AnswerRules, answer: Any) -> FieldText | None:
    """A number in its range."""
    is_number = isinstance(answer, int | float) and not isinstance(answer, bool)
    # also refuses what isn't a number by name: NaN
    if not is_number or not abs(answer) <= 1e12:
        return FieldText(name="answer.number", english="Enter a number.")
    low, high = question.limits.get("min"), question.limits.get("max")
    if low is not None and answer < low:
        return FieldText(
            name="answer.low", english=f"Enter {low:g} or more.", values={"least": f"{low:g}"}
        )
    if high is not None and answer > high:
        return FieldText(
            name="answer.high", english=f"Enter {high:g} or less.", values={"most": f"{high:g}"}
        )
    return None


def date_fault(question: AnswerRules, answer: Any) -> FieldText | None:
    """A date in its range."""
    try:
        day = in_reach(date.fromisoformat(answer)).isoformat()
    except (TypeError, ValueError):
        return FieldText(name="answer.date", english="Enter a date, such as 2027-05-01.")
    first, last = question.limits.get("earliest"), question.limits.get("latest")
    if first is not None and day < first:
        return FieldText(
            name="answer.early", english=f"Enter {first} or a later date.", values={"first": first}
        )
    if last is not None and day > last:
        return FieldText(
            name="answer.late", english=f"Enter {last} or an earlier date.", values={"last": last}
        )
    return None


def agree_fault(question: AnswerRules, answer: Any) -> FieldText | None:
    """Yes or no; a required one must be yes."""
    if not isinstance(answer, bool):
        return FieldText(name="answer.agree", english="Answer yes or no.")
    if question.required and not answer:
        return FieldText(name="answer.agreed", english="This has to be agreed to.")
    return None


def file_fault(_: AnswerRules, answer: Any) -> FieldText | None:
    """The id of a file. Whether it is the party's own is checked where it is stored."""
    try:
        return None if str(UUID(answer)) == answer else NO_FILE
    except (AttributeError, TypeError, ValueError):
        return NO_FILE


NO_FILE = FieldText(name="answer.file", english="Attach a picture or a PDF.")

FAULTS = {
    "file": file_fault,
    "text": text_fault,
    "long_text": text_fault,
    "meal": choice_fault,
    "choice": choice_fault,
    "choices": choices_fault,
    "number": number_fault,
    "date": date_fault,
    "agree": agree_fault,
}
