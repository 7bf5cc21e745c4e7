"""Schemas of an event's team."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, EmailStr, Field, field_validator, model_validator

from convite.core.problems import FieldText, WrongValue
from convite.core.shapes import CleanText, Input, Output, not_null, partial
from convite.events.members.models import Duty, ExtraPermission, MemberRole, MemberStatus


def each_once(value: list[str]) -> list[str]:
    """Removes duplicates and sorts, so that the same choice is always stored the same."""
    return sorted(set(value))


Duties = Annotated[list[Duty], Field(max_length=20), AfterValidator(each_once)]
Permissions = Annotated[list[ExtraPermission], Field(max_length=20), AfterValidator(each_once)]


class MemberFields(Input):
    """What a member is in the team."""

    role: MemberRole
    duties: Duties = []
    permissions: Permissions = []
    #: How the team calls them; their account's name if empty.
    display_name: Annotated[CleanText, Field(max_length=200)] | None = None


class MemberInvite(MemberFields):
    """Whom to invite: an e-mail, or an account."""

    email: Annotated[EmailStr, Field(max_length=254)] | None = None
    user_id: UUID | None = None

    @model_validator(mode="after")
    def named_once(self) -> "MemberInvite":
        """Somebody is named by exactly one of the two."""
        if (self.email is None) == (self.user_id is None):
            english = "Enter the e-mail of the person to invite, or choose an account; not both."
            raise WrongValue(FieldText(name="member.address", english=english))
        return self


class MemberUpdate(partial(MemberFields, "MemberUpdateFields")):  # type: ignore[misc]
    """A partial member."""

    filled = field_validator("role", "duties", "permissions", mode="before")(not_null)


class MemberAccept(Input):
    """The token of the link in a mailed invitation."""

    token: Annotated[CleanText, Field(min_length=1, max_length=100)]


class MemberInvitationOut(Output):
    """What an invitation is for, as whoever has its link sees it before they accept."""

    event_title: str
    role: MemberRole
    #: Who sent it; null if their account is gone.
    invited_by: str | None


class MemberOut(Output):
    """A member of an event's team, or somebody invited to it."""

    id: UUID
    event_id: UUID
    #: Null until an invitation is accepted.
    user_id: UUID | None
    email: str | None
    #: Their name in the team, else their account's, else the address.
    name: str
    display_name: str | None
    role: MemberRole
    status: MemberStatus
    duties: list[Duty]
    permissions: list[ExtraPermission]
    assigned_by: UUID | None
    assigned_at: datetime | None
    #: Until when an invitation can be accepted.
    expires_at: datetime | None
    updated_at: datetime
    version: int
