"""Schemas of walk-ins."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from convite.core.shapes import CleanText, Input, Moment, Output
from convite.people.identity.schemas import Email

Short = Annotated[CleanText, Field(max_length=100)]


class WalkIn(Input):
    """A walk-in. Idempotent per nonce, which the scanner generates."""

    nonce: Annotated[CleanText, Field(min_length=1, max_length=100)]
    name: Annotated[CleanText, Field(min_length=1, max_length=200)]
    email: Email | None = None
    notes: Annotated[CleanText, Field(max_length=500)] = ""
    #: Whether to assign a free seat, if the plan has one.
    seat: bool = False
    gate: Short | None = None
    device: Short | None = None
    #: The part of the event at whose door they are.
    part_id: UUID | None = None
    #: When the guest came in; requests that were queued offline arrive later.
    at: Moment | None = None


class WalkedIn(Output):
    """A checked-in walk-in."""

    attendee_id: UUID
    name: str
    seat_number: str | None
    attendance: str
    result: str
