"""Meals counted, and notes listed, by table."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from convite.events.questions.models import Question
from convite.events.questions.rules import is_empty, questions_for_party
from convite.insight.papers.rules import in_order


@dataclass(frozen=True, kw_only=True, slots=True)
class MealCount:
    """How many have chosen a meal."""

    question_id: UUID
    label: str
    answer: str
    count: int


@dataclass(frozen=True, kw_only=True, slots=True)
class DietNote:
    """What somebody answered to a question that is marked for the caterer."""

    name: str
    question_id: UUID
    label: str
    answer: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CatererTable:
    """The people at a table, or in a row."""

    #: Null for those without a table.
    table: str | None
    people: int
    #: Per question, the counts add up to the people, with those without an answer (`answer` "").
    meals: list[MealCount]
    notes: list[DietNote]


@dataclass(frozen=True, kw_only=True, slots=True)
class CatererSheet:
    """Meals and allergies of those who are coming, by table and in all."""

    people: int
    meals: list[MealCount]
    tables: list[CatererTable]


@dataclass(frozen=True, kw_only=True, slots=True)
class Eater:
    """Somebody who is coming, as far as the caterer needs to know."""

    name: str
    #: The table or row as it is labeled; None without one.
    table: str | None
    is_plus_one: bool
    #: By question id.
    answers: dict[str, Any]


def by_table(eaters: Sequence[Eater]) -> list[tuple[str | None, list[Eater]]]:
    """Who sits at each table, in natural order; those without one come last."""
    groups: dict[str | None, list[Eater]] = {}
    for one in eaters:
        groups.setdefault(one.table, []).append(one)
    names = sorted(groups, key=lambda name: (name is None, in_order(name or "")))
    return [(name, groups[name]) for name in names]


def meal_counts(eaters: Sequence[Eater], questions: Sequence[Question]) -> list[MealCount]:
    """How often each meal was chosen; "" for people who were asked and haven't chosen.

    Options come in their order, then answers that are no longer offered.
    """
    of_guests, of_plus_ones = questions_for_party(questions)
    counted = []
    for question in questions:
        if question.kind != "meal":
            continue
        asked = [
            str(one.answers.get(str(question.id)) or "")
            for one in eaters
            if question.scope == "party"
            or question in (of_plus_ones if one.is_plus_one else of_guests)
        ]
        said = Counter(asked)
        gone = sorted(said.keys() - {*question.options, ""})
        counted += [
            MealCount(question_id=question.id, label=question.label, answer=one, count=said[one])
            for one in (*question.options, *gone, "")
            if said[one]
        ]
    return counted


def diet_notes(eaters: Sequence[Eater], questions: Sequence[Question]) -> list[DietNote]:
    """What people answered to the questions that are marked for the caterer."""
    return [
        DietNote(
            name=one.name,
            question_id=question.id,
            label=question.label,
            answer=answer_words(one.answers[str(question.id)]),
        )
        for one in eaters
        for question in questions
        if question.for_caterer
        and question.kind != "meal"
        and one.answers.get(str(question.id)) is not False
        and not is_empty(one.answers.get(str(question.id)))
    ]


def answer_words(answer: Any) -> str:
    """An answer as text: several choices with commas, a tick as ✓."""
    if isinstance(answer, list):
        return ", ".join(map(str, answer))
    return "✓" if answer is True else str(answer)


def caterer_sheet(eaters: Sequence[Eater], questions: Sequence[Question]) -> CatererSheet:
    """Meals and allergies by table and in all."""
    return CatererSheet(
        people=len(eaters),
        meals=meal_counts(eaters, questions),
        tables=[
            CatererTable(
                table=name,
                people=len(there),
                meals=meal_counts(there, questions),
                notes=diet_notes(there, questions),
            )
            for name, there in by_table(eaters)
        ],
    )
