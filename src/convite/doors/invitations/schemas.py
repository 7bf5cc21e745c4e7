"""Schemas of invitations, in the vocabulary of the older systems' clients."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, model_validator

from convite.core.language import Locale
from convite.core.problems import FieldText, WrongValue
from convite.core.shapes import CleanText, Input, Moment, Output, partial
from convite.doors.invitations.models import InvitationStatus
from convite.people.guests.schemas import GuestFields

GuestStatus = Literal["pending", "accepted", "declined", "attended", "no_show"]
Answer = Literal["accepted", "declined"]
Text = Annotated[CleanText, Field(max_length=2000)]

#: Most parts of an event, so of an answer.
MAX_PARTS = 50
PartIds = Annotated[list[UUID], Field(max_length=MAX_PARTS)]


class PartAnswer(Input):
    """A guest's answer for one part of the event."""

    part_id: UUID
    status: Answer


PartAnswers = Annotated[list[PartAnswer], Field(max_length=MAX_PARTS)]

MAX_IN_PARTY = 200


class PartyGuest(GuestFields):
    """A guest of a party: an existing guest by id, or a new one."""

    guest_id: UUID | None = None
    first_name: Annotated[CleanText, Field(max_length=200)] = ""
    side: Annotated[CleanText, Field(max_length=100)] = ""

    @model_validator(mode="after")
    def require_id_or_name(self) -> "PartyGuest":
        """Requires an id or a name."""
        if self.guest_id is None and not self.first_name:
            english = "Send a guest_id or a first_name."
            raise WrongValue(FieldText(name="invitation.guest", english=english))
        return self


class InvitationFields(Input):
    """A party to invite."""

    label: Annotated[CleanText, Field(max_length=200)] = ""
    message: Text = ""
    locale: Locale | None = None
    max_guests: Annotated[int, Field(ge=1, le=1000)] | None = None
    expires_at: Moment | None = None
    #: The parts of the event they are invited to; without it, those that are for all.
    part_ids: PartIds | None = None
    guests: Annotated[list[PartyGuest], Field(max_length=MAX_IN_PARTY)] = []


class InvitationsCreate(InvitationFields):
    """One party, or several under `invitations`."""

    invitations: Annotated[list[InvitationFields], Field(max_length=500)] | None = None

    @model_validator(mode="after")
    def require_guests(self) -> "InvitationsCreate":
        """Requires guests, or a number of them."""
        if self.invitations is None and not self.guests and not self.max_guests:
            english = "Send the guests, or set max_guests."
            raise WrongValue(FieldText(name="invitation.guests", english=english))
        return self


class InvitationChange(Input):
    """Fields of an invitation that can be changed; `status` replies for all its guests."""

    label: Annotated[CleanText, Field(min_length=1, max_length=200)]
    message: Text
    locale: Locale | None
    max_guests: Annotated[int, Field(ge=1, le=1000)]
    expires_at: Moment | None
    part_ids: PartIds | None
    status: Answer


class InvitationUpdate(partial(InvitationChange, "InvitationUpdateFields")):  # type: ignore[misc]
    """A partial update of an invitation."""


class GuestsAdd(PartyGuest):
    """One guest to add, or several under `guests`."""

    guests: Annotated[list[PartyGuest], Field(max_length=MAX_IN_PARTY)] | None = None

    @model_validator(mode="after")
    def require_id_or_name(self) -> "GuestsAdd":
        """Requires a list of guests, or one guest."""
        if self.guests is None and self.guest_id is None and not self.first_name:
            english = "Send a guest_id, a first_name or a list of guests."
            raise WrongValue(FieldText(name="invitation.some", english=english))
        return self


class GuestAnswerFields(Input):
    """One guest's reply, seat, and answers to questions."""

    status: Answer
    parts: PartAnswers
    seat_id: UUID | None
    answers: dict[str, Any]
    side: Annotated[CleanText, Field(max_length=100)]
    notes: Annotated[CleanText, Field(max_length=5000)]


class GuestAnswer(partial(GuestAnswerFields, "GuestAnswerPartial", version=False)):  # type: ignore[misc]
    """A partial update of one guest's reply."""


class AttendanceCreate(Input):
    """A seat for a guest of the invitation."""

    seat_id: UUID
    guest_id: UUID | None = None


class Who(Input):
    """The guest to check in or out; without an id, everybody who is coming or pending."""

    guest_id: UUID | None = None


class GuestPart(Output):
    """A guest's answer for a part of the event they are invited to."""

    part_id: UUID
    title: str
    status: Literal["pending", "accepted", "declined"]
    #: Said yes, but all places of the part are taken.
    is_waitlisted: bool = False


class InvitationGuestOut(Output):
    """A guest of an invitation."""

    id: UUID
    invitation_guest_id: UUID
    invitation_id: UUID
    guest_id: UUID
    name: str
    first_name: str
    last_name: str
    email: str | None = None
    phone: str | None = None
    #: Mail to their address comes back; nothing is sent there until somebody mends or unblocks it.
    is_bounced: bool = False
    status: GuestStatus
    #: Said yes, but all places are taken; `status` is `pending` until one becomes free.
    is_waitlisted: bool = False
    seat_id: UUID | None
    seat_number: str | None
    attendance: str
    answers: dict[str, Any] = {}
    parts: list[GuestPart] = []
    side: str = ""
    notes: str = ""
    is_plus_one: bool = False
    #: A plus-one whose name isn't known yet; they are called "Guest of …" until it is.
    is_unnamed: bool = False
    checked_in_at: datetime | None = None
    version: int


class InvitationOut(Output):
    """An invitation with its guests. `code` and `url` are for editors and its own bearer."""

    id: UUID
    event_id: UUID
    kind: str
    label: str
    message: str
    reply: str
    locale: str | None
    status: InvitationStatus
    max_guests: int
    party_key: str | None = None
    code: str | None = None
    short_code: str | None = None
    url: str | None = None
    sent_at: datetime | None
    opened_at: datetime | None
    responded_at: datetime | None
    expires_at: datetime | None
    canceled_at: datetime | None
    created_at: datetime
    version: int
    #: The parts of the event they are invited to.
    part_ids: list[UUID] = []
    guests: list[InvitationGuestOut]


class InvitationsMade(Output):
    """Several invitations created at once."""

    invitations: list[InvitationOut]


class SendOne(Input):
    """How an invitation is sent."""

    #: Although they have replied.
    again: bool = False


class SendFilters(Input):
    """Filters of the invitations to send, as of the list; canceled ones are never included."""

    status: InvitationStatus | None = None
    q: Annotated[str, Field(max_length=200)] | None = None
    #: Only invitations that were never sent and not answered either.
    unsent: bool = False


class SendMany(Input):
    """Invitations to send, by ids or by filters."""

    ids: Annotated[list[UUID], Field(min_length=1, max_length=20_000)] | None = None
    filters: SendFilters | None = None
    #: Also to parties that have replied.
    again: bool = False

    @model_validator(mode="after")
    def require_ids_or_filters(self) -> "SendMany":
        """Requires either ids or filters."""
        if (self.ids is None) == (self.filters is None):
            english = "Send ids or filters."
            raise WrongValue(FieldText(name="invitation.ids", english=english))
        return self


class Unsent(Output):
    """How many invitations haven't been sent yet."""

    #: Somebody of the party has an e-mail address.
    reachable: int
    #: Nobody has; the team shares their links itself.
    no_address: int


Reason = Literal["not_found", "canceled", "no_address", "answered"]


class LeftOut(Output):
    """An invitation that wasn't sent, and why."""

    id: UUID
    reason: Reason


class ManySent(Output):
    """How many invitations were sent; `left_out` lists the first few thousand skipped ones."""

    batch_id: UUID
    sent: int
    left_out: list[LeftOut]


class SendStarted(Output):
    """A task was started to send the invitations; its result is the same as a direct send's."""

    task_id: UUID
    batch_id: UUID


class AttendanceOut(Output):
    """A guest's attendance: seat, check-in and check-out."""

    attendance_id: UUID
    invitation_id: UUID | None
    guest_id: UUID
    seat_id: UUID | None
    seat_number: str | None = None
    name: str | None = None
    status: str
    checkin_time: datetime | None = None
    checkout_time: datetime | None = None


class AttendanceAll(AttendanceOut):
    """The first guest's attendance, and everybody's under `guests`."""

    guests: list[AttendanceOut]
