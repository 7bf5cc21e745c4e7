"""Schemas of the address book with its events."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from convite.core.shapes import Input, Output
from convite.people.guests.schemas import GuestOut

#: `name` is last name first; `added` is the time of entry. With `-`, the other way round.
BookSort = Literal["name", "-name", "added", "-added"]

BookAnswer = Literal["pending", "going", "declined", "waitlisted"]


class BookEvent(Output):
    """An event that somebody is or was invited to, and their answer."""

    event_id: UUID
    title: str
    starts_at: datetime | None
    status: BookAnswer


class BookGuestOut(GuestOut):
    """A guest of the address book with the events that the caller may open, newest first."""

    #: At most 20 of `event_count`.
    events: list[BookEvent] = []
    event_count: int = 0


class FromBook(Input):
    """Guests of the address book to put on an event's list, each with an invitation of their own."""

    guest_ids: Annotated[list[UUID], Field(min_length=1, max_length=500)]


class FromBookDone(BaseModel):
    """How many guests were put on the list, and how many were on it; the batch can be undone."""

    batch_id: UUID
    added: int
    already: int


class FromBookUndone(BaseModel):
    """How many were taken off again, and how many stay because something happened to them since."""

    undone: int
    kept: int
