"""Schemas of the caterer's sheet."""

from uuid import UUID

from convite.core.shapes import Output


class MealCount(Output):
    """How many have chosen a meal."""

    question_id: UUID
    label: str
    answer: str
    count: int


class DietNote(Output):
    """What somebody answered to a question that is marked for the caterer."""

    name: str
    question_id: UUID
    label: str
    answer: str


class CatererTable(Output):
    """The people at a table, or in a row."""

    #: Null for those without a table.
    table: str | None
    #: Whether `table` is the label of a row.
    is_row: bool
    people: int
    #: Per question, the counts add up to those who were asked, also without an answer (`answer` "").
    meals: list[MealCount]
    notes: list[DietNote]


class CatererSheet(Output):
    """Meals and allergies of those who are coming, by table and in all."""

    people: int
    meals: list[MealCount]
    tables: list[CatererTable]
