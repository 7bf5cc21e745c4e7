"""Schemas of an event's guest list."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator

from convite.core.shapes import CleanText, Input, Output, partial
from convite.doors.invitations.schemas import PartAnswers, PartyGuest
from convite.people.guests.schemas import take_name
from convite.room.attendees.models import Attendance

ListStatus = Literal["invited", "confirmed", "declined", "pending", "accepted", "going"]


GuestReply = Literal["invited", "confirmed", "declined"]


class EventGuestAdd(PartyGuest):
    """A guest to add to the list, in a party or with their own invitation."""

    invitation_id: UUID | None = None
    status: ListStatus | None = None


class EventGuestFields(PartyGuest):
    """Fields of a guest on the list that can be changed: details, reply and seat."""

    status: ListStatus | None = None
    parts: PartAnswers = []
    answers: dict[str, Any] = {}
    seat_id: UUID | None = None


class EventGuestUpdate(partial(EventGuestFields, "EventGuestUpdateFields")):  # type: ignore[misc]
    """A partial update of a guest on the list."""

    model_config = ConfigDict(
        json_schema_extra={"properties": {"name": {"title": "Name", "type": "string"}}}
    )

    @model_validator(mode="before")
    @classmethod
    def accept_full_name(cls, values: Any) -> Any:
        """Accepts `name` instead of first and last name."""
        return take_name(values)


class EventGuestPart(Output):
    """A guest's answer for a part of the event they are invited to."""

    part_id: UUID
    title: str
    status: GuestReply
    is_waitlisted: bool = False


class EventGuestOut(Output):
    """A guest on the list. `id` is the attendee, `guest_id` the entry in the address book."""

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
    status: GuestReply
    #: Said yes, but all places are taken; `status` is `invited` until one becomes free.
    is_waitlisted: bool = False
    attendance: Attendance
    seat_id: UUID | None
    seat_number: str | None
    answers: dict[str, Any] = {}
    parts: list[EventGuestPart] = []
    added_by: UUID | None
    version: int


class BulkChange(Input):
    """The same change for many guests."""

    ids: Annotated[list[UUID], Field(min_length=1, max_length=500)]
    set: "BulkValues"


class BulkValues(Input):
    """Fields that can be changed for many guests at once; `canceled` removes them from the list."""

    side: Annotated[CleanText, Field(max_length=100)] | None = None
    status: ListStatus | Literal["canceled"] | None = None


class BulkDone(Output):
    """How many guests were changed; `POST /api/batches/{batch_id}/undo` takes it back."""

    batch_id: UUID
    changed: int
