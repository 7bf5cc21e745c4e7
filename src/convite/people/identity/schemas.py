"""Schemas of accounts and sessions."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, EmailStr, Field, field_validator, model_validator

from convite.core.clock import is_zone
from convite.core.language import Locale
from convite.core.problems import NULL, FieldText, WrongValue
from convite.core.shapes import CleanText, Input, Output, partial
from convite.people.identity.models import PlatformRole
from convite.people.identity.rules import password_fault, phone_e164

NO_ZONE = FieldText(
    name="value.zone", english="This isn't a time zone; use a name such as Europe/Madrid."
)


def good_password(password: str) -> str:
    """Rejects weak passwords."""
    fault = password_fault(password)
    if fault:
        raise WrongValue(fault)
    return password


def international(phone: str) -> str:
    """Rejects phones that aren't valid international numbers."""
    written = phone_e164(phone, None)
    if written is None:
        english = "This isn't a valid phone number; write it with + and the country code."
        raise WrongValue(FieldText(name="value.phone", english=english))
    return written


def known_zone(name: str) -> str:
    """Rejects unknown IANA time zones."""
    if not is_zone(name):
        raise WrongValue(NO_ZONE)
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
    #: The account's language; by default, the one that the request asks for.
    locale: Locale | None = None

    @model_validator(mode="after")
    def reachable(self) -> "Register":
        """An account needs an e-mail or a phone."""
        if not self.email and not self.phone:
            english = "Enter an e-mail or a phone number."
            raise WrongValue(FieldText(name="account.address", english=english))
        return self


class Login(Input):
    """Credentials: e-mail or phone, and password."""

    email: Annotated[str, Field(max_length=254)] | None = None
    phone: Annotated[str, Field(max_length=40)] | None = None
    password: Annotated[str, Field(max_length=200)]

    @model_validator(mode="after")
    def named(self) -> "Login":
        """Credentials need an e-mail or a phone."""
        if not self.email and not self.phone:
            english = "Enter your e-mail or phone number."
            raise WrongValue(FieldText(name="login.address", english=english))
        return self


class Refresh(Input):
    """A refresh token; the web app sends it as a cookie."""

    refresh_token: Annotated[str, Field(max_length=200)] | None = None


class UserOut(Output):
    """An account."""

    id: UUID
    name: str
    email: str | None
    #: When they proved that the address is theirs; null until then.
    email_verified_at: datetime | None
    phone: str | None
    role: PlatformRole
    organization_id: UUID
    is_active: bool
    last_login_at: datetime | None
    created_at: datetime
    version: int


class Tokens(Output):
    """The tokens of a session."""

    user: UserOut
    access_token: str
    refresh_token: str
    token_type: Literal["bearer"] = "bearer"  # noqa: S105  (the word of OAuth)
    expires_in: int


class UserFields(Input):
    """The fields of an account that can be changed; role and active state by admins only."""

    name: Name
    email: Email
    phone: Phone
    role: PlatformRole
    is_active: bool
    password: Password
    #: Required to change your own password.
    current_password: Annotated[str, Field(max_length=200)]

    @field_validator("*", mode="before")
    @classmethod
    def no_null(cls, value: Any) -> Any:
        """No field of an account can be null."""
        if value is None:
            raise WrongValue(NULL)
        return value


class UserUpdate(partial(UserFields, "UserUpdateFields")):  # type: ignore[misc]
    """A partial account."""


class SessionOut(Output):
    """A session of the caller, on one device."""

    id: UUID
    #: The browser or program, such as `Firefox`; null if it doesn't say.
    browser: str | None
    #: The system or device it runs on, such as `Windows` or `iPhone`.
    system: str | None
    #: The network address it was opened from.
    ip: str
    created_at: datetime
    #: When its tokens were last renewed, which happens every ten minutes while it is in use.
    last_used_at: datetime
    #: Whether the request comes from it.
    is_current: bool
