"""Schemas of an event's guest list."""

from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import ConfigDict, Field, model_validator

from convite.core.problems import FieldText, WrongValue
from convite.core.shapes import CleanText, Input, Output, partial
from convite.doors.invitations.schemas import PartAnswers, PartyGuest
from convite.doors.lists.schemas import ListFilters
from convite.doors.parties.rules import NewParty
from convite.people.guests.schemas import MAX_CONTACTS, AddressOut, ContactIn, Tag, take_name
from convite.room.attendees.models import Attendance, Delivery

ListStatus = Literal["invited", "confirmed", "declined", "pending", "accepted", "going"]


GuestReply = Literal["invited", "confirmed", "declined"]


class EventGuestAdd(PartyGuest):
    """A guest to add to the list, in a party or with their own invitation."""

    invitation_id: UUID | None = None
    status: ListStatus | None = None


class EventGuestFields(PartyGuest):
    """Fields of a guest on the list that can be changed: details, reply and seat."""

    contacts: Annotated[list[ContactIn], Field(max_length=MAX_CONTACTS)] = []
    status: ListStatus | None = None
    parts: PartAnswers = []
    answers: dict[str, Any] = {}
    seat_id: UUID | None = None
    #: Moves them to this party; null gives them an invitation of their own.
    invitation_id: UUID | None = None


def with_name(schema: dict[str, Any]) -> None:
    """Adds `name`, which is taken apart before the fields are read."""
    schema["properties"] |= {"name": {"title": "Name", "type": "string"}}


class EventGuestUpdate(partial(EventGuestFields, "EventGuestUpdateFields")):  # type: ignore[misc]
    """A partial update of a guest on the list."""

    model_config = ConfigDict(json_schema_extra=with_name)

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
    address: AddressOut = {}
    is_child: bool = False
    #: A plus-one whose name isn't known yet; they are called "Guest of …" until it is.
    is_unnamed: bool = False
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
    #: How far what was sent to them came; null in the answer to adding them.
    delivery: Delivery | None = None
    added_by: UUID | None
    version: int


class BulkChange(Input):
    """The same change for many guests: those named, or all whom the filters match."""

    ids: Annotated[list[UUID], Field(min_length=1, max_length=500)] | None = None
    filters: ListFilters | None = None
    set: "BulkValues"

    @model_validator(mode="after")
    def for_somebody(self) -> Self:
        """Rejects a change that doesn't say whom it is for, or says so twice."""
        if (self.ids is None) == (self.filters is None):
            english = "Send either the ids of guests or filters."
            raise WrongValue(FieldText(name="bulk.whom", english=english))
        return self


class BulkValues(Input):
    """Fields that can be changed for many guests at once; `canceled` removes them from the list."""

    side: Annotated[CleanText, Field(max_length=100)] | None = None
    status: ListStatus | Literal["canceled"] | None = None
    is_child: bool | None = None
    #: Moves them to this party; they keep their replies and seats.
    invitation_id: UUID | None = None
    #: Moves them to new parties: each to their own, or all together to one. A party that would be
    #: left empty stays with the first of them.
    party: NewParty | None = None
    add_tags: Annotated[list[Tag], Field(max_length=50)] = []
    remove_tags: Annotated[list[Tag], Field(max_length=50)] = []

    @model_validator(mode="after")
    def to_one_place(self) -> Self:
        """Rejects a move to two places."""
        if self.invitation_id is not None and self.party is not None:
            english = "Send either the party to move guests to, or new parties for them."
            raise WrongValue(FieldText(name="bulk.whereto", english=english))
        return self

    @model_validator(mode="after")
    def of_something(self) -> Self:
        """Rejects a change of nothing."""
        if not self.model_dump(exclude_defaults=True):
            english = "Say what to change for these guests."
            raise WrongValue(FieldText(name="bulk.nothing", english=english))
        return self


class BulkDone(Output):
    """How many guests were changed; `POST /api/batches/{batch_id}/undo` takes it back."""

    batch_id: UUID
    changed: int
