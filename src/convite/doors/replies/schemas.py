"""Schemas of a party's reply."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import BeforeValidator, Field

from convite.core.shapes import CleanText, Input, Moment
from convite.doors.invitations.schemas import Answer, PartAnswers
from convite.doors.plusones.schemas import Name, PlusOne
from convite.people.guests.models import Channel
from convite.people.identity.schemas import Email


def with_plain_lines(value: object) -> object:
    """Forms end lines with CR LF: the same words are the same text, whoever sends them."""
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


class GuestAnswered(Input):
    """One guest's reply, with contact details and opt-outs.

    Without `parts`, the status counts for every part of the event the guest is invited to; with them,
    it follows from them. Whoever was brought along can be named, or renamed.
    """

    id: UUID
    first_name: Name | None = None
    last_name: Name | None = None
    status: Answer | None = None
    parts: PartAnswers | None = None
    answers: dict[str, Any] | None = None
    email: Email | None = None
    phone: Annotated[str, Field(max_length=40)] | None = None
    opt_outs: dict[Channel, bool] | None = None


#: Of a party, such as a company's table or tables.
MAX_GUESTS = 1000


class PartyAnswer(Input):
    """A party's reply."""

    guests: Annotated[list[GuestAnswered], Field(max_length=MAX_GUESTS)] = []
    plus_ones: Annotated[list[PlusOne], Field(max_length=50)] = []
    #: To the questions that the party is asked once; they count for everybody in it.
    answers: dict[str, Any] | None = None
    message: (
        Annotated[CleanText, BeforeValidator(with_plain_lines), Field(max_length=2000)] | None
    ) = None
    #: The party's `responded_at` as it was read (null: no reply yet). If it is sent and somebody has
    #: replied since, a different reply is refused instead of overwriting theirs.
    last_responded_at: Moment | None = None
