"""Shapes of accounts and log-ins."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, EmailStr, Field, field_validator, model_validator

from convite.core.clock import is_zone
from convite.core.language import Locale
from convite.core.shapes import CleanText, Input, Output, partial
from convite.people.identity.models import PlatformRole
from convite.people.identity.rules import password_fault, phone_e164


def good_password(password: str) -> str:
    """Refuses a password that others would guess."""
    fault = password_fault(password)
    if fault:
        raise ValueError(fault)
    return password


def international(phone: str) -> str:
    """Refuses a phone that isn't a valid international number."""
    written = phone_e164(phone, None)
    if written is None:
        raise ValueError("isn't a valid phone number; write it with + and the country code")
    return written


def known_zone(name: str) -> str:
    """Refuses what isn't an IANA time zone."""
    if not is_zone(name):
        raise ValueError("isn't a time zone; use a name such as Europe/Madrid")
    return name


Password = Annotated[str, Field(max_length=200), AfterValidator(good_password)]
Phone = Annotated[str, Field(max_length=40), AfterValidator(international)]
Email = Annotated[EmailStr, Field(max_length=254)]
Name = Annotated[CleanText, Field(min_length=1, max_length=200)]
Zone = Annotated[str, Field(max_length=60), AfterValidator(known_zone)]


class Register(Input):
    """A new account."""

    name: Name
    email: Email | None = None
    phone: Phone | None = None
    password: Password
    role: Literal["organizer", "guest"] = "guest"

    @model_validator(mode="after")
    def reachable(self) -> "Register":
        """An account needs an e-mail or a phone."""
        if not self.email and not self.phone:
            raise ValueError("Enter an e-mail or a phone number.")
        return self


class Login(Input):
    """Who logs in, by e-mail or phone."""

    email: Annotated[str, Field(max_length=254)] | None = None
    phone: Annotated[str, Field(max_length=40)] | None = None
    password: Annotated[str, Field(max_length=200)]

    @model_validator(mode="after")
    def named(self) -> "Login":
        """A log-in names an e-mail or a phone."""
        if not self.email and not self.phone:
            raise ValueError("Enter your e-mail or phone number.")
        return self


class Refresh(Input):
    """A refresh token; the web app's comes by cookie."""

    refresh_token: Annotated[str, Field(max_length=200)] | None = None


class UserOut(Output):
    """An account."""

    id: UUID
    name: str
    email: str | None
    phone: str | None
    role: PlatformRole
    organization_id: UUID
    is_active: bool
    last_login_at: datetime | None
    created_at: datetime
    version: int


class Tokens(Output):
    """What a log-in gives."""

    user: UserOut
    access_token: str
    refresh_token: str
    token_type: Literal["bearer"] = "bearer"  # noqa: S105  (the word of OAuth)
    expires_in: int


class ProfileOut(Output):
    """What a user says of themselves."""

    bio: str = ""
    location: str = ""
    locale: Locale = Locale.EN
    timezone: str = "UTC"


class MeOut(UserOut):
    """The caller, flat, with their profile."""

    profile: ProfileOut


class UserFields(Input):
    """What may be changed of an account; role and activity by admins only."""

    name: Name
    email: Email
    phone: Phone
    role: PlatformRole
    is_active: bool
    password: Password
    #: Needed to change one's own password.
    current_password: Annotated[str, Field(max_length=200)]

    @field_validator("*", mode="before")
    @classmethod
    def no_null(cls, value: Any) -> Any:
        """Nothing of an account can be emptied."""
        if value is None:
            raise ValueError("can't be empty")
        return value


class UserUpdate(partial(UserFields, "UserUpdateFields")):  # type: ignore[misc]
    """A partial account."""


class MeUpdate(Input):
    """One's own name."""

    name: Name


class ProfileFields(Input):
    """A profile."""

    bio: Annotated[CleanText, Field(max_length=2000)]
    location: Annotated[CleanText, Field(max_length=200)]
    locale: Locale
    timezone: Zone


class ProfileUpdate(partial(ProfileFields, "ProfileUpdateFields", version=False)):  # type: ignore[misc]
    """A partial profile."""
