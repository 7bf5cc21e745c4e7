"""Schemas of a new event."""

from typing import Annotated

from pydantic import Field

from convite.events.event.schemas import EventCreate
from convite.events.parts.schemas import PartFields
from convite.events.questions.schemas import QuestionFields


class NewEvent(EventCreate):
    """A new event, as a draft, with what it consists of and what its guests are asked."""

    parts: Annotated[list[PartFields], Field(max_length=50)] = []
    questions: Annotated[list[QuestionFields], Field(max_length=100)] = []
