"""Meals counted, and notes listed, by table: as figures, and for print."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from convite.core.bidi import word
from convite.core.language import Say
from convite.events.questions.actions import rules_of
from convite.events.questions.models import Question
from convite.events.questions.rules import (
    AnswerRules,
    is_empty,
    questions_for_party,
    questions_once,
    shown_questions,
)
from convite.plan.seating.rules import in_order, table_name


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
    #: Whether `table` is the label of a row.
    is_row: bool
    people: int
    #: Per question, the counts add up to those who were asked, also without an answer (`answer` "").
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
    is_row: bool
    is_plus_one: bool
    #: By question id.
    answers: dict[str, Any]


def by_table(eaters: Sequence[Eater]) -> list[list[Eater]]:
    """Who sits at each table or in each row, in natural order; those without a place come last."""
    groups: dict[tuple[bool, str | None], list[Eater]] = {}
    for one in eaters:
        groups.setdefault((one.is_row, one.table), []).append(one)
    keys = sorted(groups, key=lambda key: (key[1] is None, key[0], in_order(key[1] or "")))
    return [groups[key] for key in keys]


def asked(eaters: Sequence[Eater], questions: Sequence[Question]) -> list[set[UUID]]:
    """The questions that each was asked: a plus-one's own ones, and only those that were shown."""
    of_guests, of_plus_ones = questions_for_party(questions)
    once = questions_once(questions)
    rules: list[dict[str, AnswerRules]] = [
        {str(one.id): rules_of(one) for one in own}
        for own in ([*of_guests, *once], [*of_plus_ones, *once])
    ]
    return [
        {UUID(key) for key in shown_questions(rules[one.is_plus_one], one.answers)}
        for one in eaters
    ]


def meal_counts(eaters: Sequence[Eater], questions: Sequence[Question]) -> list[MealCount]:
    """How often each meal was chosen; "" for people who were asked and haven't chosen.

    Options come in their order, then answers that are no longer offered.
    """
    shown = asked(eaters, questions)
    counted = []
    for question in questions:
        if question.kind != "meal":
            continue
        said = Counter(
            str(one.answers.get(str(question.id)) or "")
            for one, own in zip(eaters, shown, strict=True)
            if question.id in own
        )
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
                table=there[0].table,
                is_row=there[0].is_row,
                people=len(there),
                meals=meal_counts(there, questions),
                notes=diet_notes(there, questions),
            )
            for there in by_table(eaters)
        ],
    )


def place_of(table: CatererTable, say: Say) -> str:
    """The table or row in words."""
    if table.table is None:
        return say("No seat assigned")
    if table.is_row:
        return say("Row %(row)s") % {"row": table.table}
    return table_name(table.table, say)


def sheet_rows(sheet: CatererSheet, say: Say) -> list[list[str]]:
    """The sheet as spreadsheet rows: a table's meals, what they add up to, then the notes."""
    counts = [
        (place, meal)
        for place, meals in [
            *((place_of(table, say), table.meals) for table in sheet.tables),
            (say("In all"), sheet.meals),
        ]
        for meal in meals
    ]
    notes = [(place_of(table, say), note) for table in sheet.tables for note in table.notes]
    return [
        [say("Table or row"), say("Question"), say("Answer"), say("People")],
        *(
            [place, one.label, one.answer or say("No choice yet"), str(one.count)]
            for place, one in counts
        ),
        [],
        [say("Table or row"), say("Question"), say("Answer"), say("Name")],
        *([place, one.label, one.answer, one.name] for place, one in notes),
    ]


def paper_values(sheet: CatererSheet, say: Say) -> dict[str, Any]:
    """The values for the sheet's template."""
    return {
        "people": say("People"),
        "total": str(sheet.people),
        "in_all": say("In all"),
        "columns": [say("Table or row"), say("People"), say("Meals"), say("Notes")],
        "meals": meal_groups(sheet.meals, say),
        "tables": [
            {
                "name": word(place_of(table, say)),
                "people": str(table.people),
                "meals": meal_groups(table.meals, say),
                "notes": [
                    {"name": word(one.name), "label": word(one.label), "answer": word(one.answer)}
                    for one in table.notes
                ],
            }
            for table in sheet.tables
        ],
    }


def meal_groups(meals: Sequence[MealCount], say: Say) -> list[dict[str, Any]]:
    """Counts below the question that they answer."""
    groups: dict[UUID, dict[str, Any]] = {}
    for one in meals:
        group = groups.setdefault(one.question_id, {"label": word(one.label), "rows": []})
        answer = word(one.answer or say("No choice yet"))
        group["rows"].append({"answer": answer, "count": str(one.count)})
    return list(groups.values())
