"""Schemas of duplicates."""

from typing import Literal
from uuid import UUID

from convite.core.shapes import Input, Output
from convite.doors.guestlist.schemas import EventGuestOut

Reason = Literal["email", "phone", "name", "similar_name"]


class Merge(Input):
    """Two guests of one address book who are one person."""

    keep: UUID
    remove: UUID


class AlikeOut(Output):
    """People of an event who may be one, and why that looks so."""

    reasons: list[Reason]
    #: All of them; `guests` holds the first few.
    people: int
    guests: list[EventGuestOut]
