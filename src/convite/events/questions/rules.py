"""Validation of answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

LONGEST_TEXT = 2000


@dataclass(frozen=True, kw_only=True)
class AnswerRules:
    """The parts of a question needed to validate an answer."""

    id: str
    kind: str
    options: Sequence[str]
    required: bool


def answer_fault(question: AnswerRules, answer: Any) -> str | None:
    """What is wrong with an answer, in one sentence; None if it is valid."""
    if answer in (None, "", []):
        return "This needs an answer." if question.required else None
    return FAULTS[question.kind](question, answer)


def text_fault(_: AnswerRules, answer: Any) -> str | None:
    """Text, not too long."""
    if not isinstance(answer, str):
        return "This takes text."
    return f"At most {LONGEST_TEXT} characters." if len(answer) > LONGEST_TEXT else None


def choice_fault(question: AnswerRules, answer: Any) -> str | None:
    """One of the options."""
    if answer not in question.options:
        return f"Choose one of: {', '.join(question.options)}."
    return None


def choices_fault(question: AnswerRules, answer: Any) -> str | None:
    """Some of the options."""
    if not isinstance(answer, list) or any(one not in question.options for one in answer):
        return f"Choose among: {', '.join(question.options)}."
    return None


def number_fault(_: AnswerRules, answer: Any) -> str | None:
    """A number."""
    if isinstance(answer, bool) or not isinstance(answer, int | float) or abs(answer) > 1e12:
        return "This takes a number."
    return None


def date_fault(_: AnswerRules, answer: Any) -> str | None:
    """A date."""
    try:
        date.fromisoformat(answer)
    except (TypeError, ValueError):
        return "This takes a date such as 2027-05-01."
    return None


def agree_fault(question: AnswerRules, answer: Any) -> str | None:
    """Yes or no; a required one must be yes."""
    if not isinstance(answer, bool):
        return "This takes yes or no."
    return "This has to be agreed to." if question.required and not answer else None


FAULTS = {
    "text": text_fault,
    "choice": choice_fault,
    "choices": choices_fault,
    "number": number_fault,
    "date": date_fault,
    "agree": agree_fault,
}
