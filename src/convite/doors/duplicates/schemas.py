"""Schemas of duplicates."""

from typing import Literal
from uuid import UUID

from convite.core.shapes import Input, Output
from convite.doors.guestlist.schemas import EventGuestOut

Reason = Literal["email", "phone", "name", "similar_name"]


class Merge(Input):
    """Two guests of an address book to merge."""

    keep: UUID
    remove: UUID


class AlikeOut(Output):
    """Attendees of an event who may be the same person, with the reasons."""

    reasons: list[Reason]
    #: How many there are; `guests` lists the first few.
    people: int
    guests: list[EventGuestOut]
