"""Schemas of walk-ins."""

from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field

from convite.core.shapes import CleanText, Input, Output
from convite.people.identity.schemas import Email

Short = Annotated[CleanText, Field(max_length=100)]


class WalkIn(Input):
    """Somebody at the entrance. The nonce is the scanner's: sent again it is the same person."""

    nonce: Annotated[CleanText, Field(min_length=1, max_length=100)]
    name: Annotated[CleanText, Field(min_length=1, max_length=200)]
    email: Email | None = None
    notes: Annotated[CleanText, Field(max_length=500)] = ""
    #: Give them a free seat, where the plan has one.
    seat: bool = False
    gate: Short | None = None
    device: Short | None = None
    #: When they came; a queued one arrives later.
    at: AwareDatetime | None = None


class WalkedIn(Output):
    """Who came in."""

    attendee_id: UUID
    name: str
    seat_number: str | None
    attendance: str
    result: str
