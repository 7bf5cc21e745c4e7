"""Schemas of invites."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, model_validator

from convite.core.problems import FieldText, WrongValue
from convite.core.shapes import CleanText, Input, Moment, Output
from convite.doors.invitations.models import InvitationStatus
from convite.doors.invites.rules import LinkStatus
from convite.doors.requests.models import MAX_PLACES
from convite.doors.requests.schemas import EventAsked, Message
from convite.people.identity.schemas import Email

InviteKind = Literal["direct", "share_link"]


class InviteCreate(Input):
    """One person to invite, by their account, e-mail or phone; or a link for whoever has it."""

    kind: InviteKind
    #: Whom a direct invite is for: one of these three.
    user_id: UUID | None = None
    email: Email | None = None
    #: In the local format of the event's country, or with + and the country code.
    phone: Annotated[str, Field(min_length=1, max_length=40)] | None = None
    #: What a person who isn't in the address book is called until they say it themselves.
    name: Annotated[CleanText, Field(max_length=200)] = ""
    message: Message = ""
    #: How many people can come by a share link, all in all, from 1.
    max_guests: Annotated[int, Field(ge=0, le=1000)] = 0
    #: When a share link ends; without it, when replies to the event are closed.
    expires_at: Moment | None = None

    @model_validator(mode="after")
    def require_what_its_kind_needs(self) -> "InviteCreate":
        """Requires one way to name the person, or how many can come; and nothing of the other kind."""
        named = [one for one in (self.user_id, self.email, self.phone) if one is not None]
        is_limited = self.max_guests > 0 or self.expires_at is not None
        if self.kind == "direct" and (len(named) != 1 or is_limited):
            english = (
                "A direct invite needs one of user_id, email and phone, and nothing of a link."
            )
            raise WrongValue(FieldText(name="invite.who", english=english))
        if self.kind == "share_link" and (named or self.name or self.max_guests == 0):
            english = "A share link needs max_guests, from 1 to 1000, and names nobody."
            raise WrongValue(FieldText(name="invite.link", english=english))
        return self


class InviteOut(Output):
    """A direct invite or a share link, for the event's team."""

    id: UUID
    event_id: UUID
    kind: InviteKind
    #: The person's name; empty for a share link.
    label: str
    message: str
    status: InvitationStatus | LinkStatus
    code: str
    url: str
    max_guests: int
    #: How many people came by a share link; null for a direct invite.
    used: int | None
    sent_at: datetime | None
    expires_at: datetime | None
    canceled_at: datetime | None
    created_at: datetime
    version: int


class InviteAccept(Input):
    """Coming by an invite; by a share link perhaps with others."""

    #: How many people come by a share link, oneself included. A direct invite has its own number.
    places: Annotated[int, Field(ge=1, le=MAX_PLACES)] = 1


class InviteAnswered(Output):
    """What became of an invite that was accepted or declined; `id`, `code` and `url` are of one's party."""

    id: UUID
    event_id: UUID
    status: InvitationStatus
    places: int
    code: str
    url: str


class MyInvite(Output):
    """A direct invite of one's own."""

    id: UUID
    event_id: UUID
    event: EventAsked
    #: Who gives the event.
    host: str
    message: str
    status: InvitationStatus
    places: int
    code: str
    url: str
    expires_at: datetime | None
    created_at: datetime
