"""Schemas of attendees, with statuses as stored."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from convite.core.shapes import CleanText, Input, Output, partial
from convite.people.guests.schemas import AddressOut
from convite.room.attendees.models import Attendance, Delivery, Status
from convite.room.entitlements.models import PartState

#: What can be said for somebody; only the system puts people on a waitlist.
Reply = Literal["pending", "going", "declined"]


class AttendeePartAnswer(Input):
    """An answer for one part of the event."""

    part_id: UUID
    status: Reply


class AttendeeFields(Input):
    """What can be set for an attendee."""

    side: Annotated[CleanText, Field(max_length=100)]
    notes: Annotated[CleanText, Field(max_length=5000)]
    status: Reply
    parts: Annotated[list[AttendeePartAnswer], Field(max_length=50)]
    answers: dict[str, Any]
    seat_id: UUID | None
    #: Moves them to this party; null gives them an invitation of their own.
    invitation_id: UUID | None


class AttendeeUpdate(partial(AttendeeFields, "AttendeeUpdateFields")):  # type: ignore[misc]
    """A partial update of an attendee."""


class AttendeePart(Output):
    """An attendee's answer for a part of the event they are invited to."""

    part_id: UUID
    title: str
    status: PartState


class AttendeeOut(Output):
    """An attendee. Contact details and answers are omitted for callers who may not see them."""

    id: UUID
    event_id: UUID
    guest_id: UUID
    user_id: UUID | None
    invitation_id: UUID | None
    #: The invitation's label.
    party: str | None = None
    door: str
    plus_one_of: UUID | None
    #: A plus-one whose name isn't known yet; they are called "Guest of …" until it is.
    is_unnamed: bool = False
    name: str
    first_name: str
    last_name: str
    email: str | None = None
    phone: str | None = None
    company: str = ""
    tags: list[str] = []
    address: AddressOut = {}
    is_child: bool = False
    locale: str | None = None
    side: str
    notes: str = ""
    answers: dict[str, Any] = {}
    parts: list[AttendeePart] = []
    status: Status
    attendance: Attendance
    seat_id: UUID | None
    seat_number: str | None
    checked_in_at: datetime | None
    checked_out_at: datetime | None
    responded_at: datetime | None
    #: How far what was sent to them came.
    delivery: Delivery | None = None
    added_by: UUID | None
    created_at: datetime
    version: int
