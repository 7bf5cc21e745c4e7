"""Schemas of figures."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, WithJsonSchema

from convite.core.shapes import Output

#: The number of seats by state.
SeatFigures = Annotated[
    dict[str, int],
    WithJsonSchema(
        {
            "type": "object",
            "properties": {
                name: {"type": "integer"}
                for name in ("total", "assigned", "held", "free", "blocked")
            },
            "required": ["total", "assigned", "held", "free", "blocked"],
        }
    ),
]


class AdderOut(BaseModel):
    """Somebody who added guests."""

    user_id: UUID
    name: str
    count: int


class DayOut(BaseModel):
    """Replies of one day, by the event's calendar."""

    date: date
    #: Replies that day, and how many of them were yes.
    replied: int
    going: int


class FunnelOut(BaseModel):
    """How many people each step was true of, each counted by itself.

    A step may be larger than the one before: links are shared by hand, and the team notes replies that it
    was told in person.
    """

    invited: int
    #: Their party's invitation was sent by e-mail.
    sent: int
    #: Their party's page was opened.
    opened: int
    #: They have an answer, of their own or noted by the team.
    replied: int
    going: int
    came: int


class PartFigures(Output):
    """The people invited to a part of the event, by their answer, and how many came to it."""

    part_id: UUID
    title: str
    capacity: int | None
    invited: int = 0
    going: int = 0
    declined: int = 0
    pending: int = 0
    waitlisted: int = 0
    #: Checked in at its door, whatever they had answered and whether or not they left again.
    came: int = 0


class Stats(BaseModel):
    """An event's figures. Rates are 0 to 1."""

    total: int
    invited: int
    accepted: int
    declined: int
    pending: int
    waitlisted: int
    checked_in: int
    left: int
    no_show: int
    confirmation_rate: float
    by_side: dict[str, int]
    by_status: dict[str, int]
    seats: SeatFigures
    #: In the order of the parts; none if the event has no parts.
    by_part: list[PartFigures]


class AnswerCount(BaseModel):
    """How many of those who are coming gave an answer."""

    answer: str
    count: int


class QuestionFigures(BaseModel):
    """What those who are coming answered; free texts are only counted."""

    question_id: UUID
    label: str
    kind: str
    answered: int
    answers: list[AnswerCount]


class Breakdown(BaseModel):
    """An event's people by what is known of them. Removed people aren't counted."""

    children: int
    #: The most frequent tags, and how many people have them.
    by_tag: dict[str, int]
    added_by: list[AdderOut]
    #: The event's days with replies, in order; a changed reply counts on the day of the change.
    days: list[DayOut]
    funnel: FunnelOut
    questions: list[QuestionFigures]
