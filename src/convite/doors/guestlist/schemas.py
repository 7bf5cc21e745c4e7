"""Schemas of an event's guest list."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator

from convite.core.shapes import CleanText, Input, Output, partial
from convite.doors.invitations.schemas import PartyGuest
from convite.people.guests.schemas import take_name
from convite.room.attendees.models import Attendance

ListStatus = Literal["invited", "confirmed", "declined", "pending", "accepted", "going"]


class EventGuestAdd(PartyGuest):
    """Somebody to put on the list: in a party, or with an invitation of their own."""

    invitation_id: UUID | None = None
    status: ListStatus | None = None


class EventGuestFields(PartyGuest):
    """What may be changed of somebody on the list: their details, answer and seat."""

    status: ListStatus | None = None
    answers: dict[str, Any] = {}
    seat_id: UUID | None = None


class EventGuestUpdate(partial(EventGuestFields, "EventGuestUpdateFields")):  # type: ignore[misc]
    """A partial guest of an event."""

    model_config = ConfigDict(
        json_schema_extra={"properties": {"name": {"title": "Name", "type": "string"}}}
    )

    @model_validator(mode="before")
    @classmethod
    def one_name(cls, values: Any) -> Any:
        """Accepts `name` as well."""
        return take_name(values)


class EventGuestOut(Output):
    """Somebody on the list. `id` is the attendee, `guest_id` the address book's entry."""

    id: UUID
    guest_id: UUID
    invitation_id: UUID | None
    event_id: UUID
    name: str
    first_name: str
    last_name: str
    email: str | None = None
    phone: str | None = None
    company: str = ""
    tags: list[str] = []
    party: str | None = None
    side: str
    notes: str = ""
    status: Literal["invited", "confirmed", "declined"]
    attendance: Attendance
    seat_id: UUID | None
    seat_number: str | None
    answers: dict[str, Any] = {}
    added_by: UUID | None
    version: int


class BulkChange(Input):
    """The same change for many."""

    ids: Annotated[list[UUID], Field(min_length=1, max_length=500)]
    set: "BulkValues"


class BulkValues(Input):
    """What may be changed of many at once."""

    side: Annotated[CleanText, Field(max_length=100)] | None = None
    status: ListStatus | None = None


class BulkDone(Output):
    """How many were changed."""

    batch_id: UUID
    changed: int
