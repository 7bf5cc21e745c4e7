"""Schemas of the address book."""

from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import (
    Field,
    SerializerFunctionWrapHandler,
    TypeAdapter,
    ValidationError,
    WithJsonSchema,
    model_serializer,
    model_validator,
)

from convite.core.field_texts import EMAIL
from convite.core.language import Locale
from convite.core.problems import WrongValue
from convite.core.shapes import CleanText, Input, Output, partial
from convite.gateways.mail_reports import AddressFault
from convite.people.guests.models import Channel, ContactKind
from convite.people.guests.rules import split_name
from convite.people.identity.schemas import Email

EMAILS: TypeAdapter[str] = TypeAdapter(Email)
Tag = Annotated[CleanText, Field(min_length=1, max_length=60)]


def take_name(values: Any) -> Any:
    """Accepts `name` for first and last name."""
    if isinstance(values, dict) and isinstance(values.get("name"), str):
        values = dict(values)
        first, last = split_name(values.pop("name"))
        values.setdefault("first_name", first)
        values.setdefault("last_name", last)
    return values


class Address(Input):
    """A postal address; `lines` are those above the town, as they stand on an envelope."""

    lines: Annotated[list[Annotated[CleanText, Field(max_length=200)]], Field(max_length=5)] = []
    postal_code: Annotated[CleanText, Field(max_length=20)] = ""
    city: Annotated[CleanText, Field(max_length=100)] = ""
    region: Annotated[CleanText, Field(max_length=100)] = ""
    #: A country's name or its two letters, as it should be printed.
    country: Annotated[CleanText, Field(max_length=80)] = ""

    @model_serializer(mode="wrap")
    def known(self, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Only what is known, so that an unknown address is an empty one."""
        values: dict[str, Any] = write(self)
        lines = [line for line in values.get("lines", ()) if line]
        return {name: value for name, value in {**values, "lines": lines}.items() if value}


class ContactIn(Input):
    """A further number or address; a preferred e-mail or phone becomes the guest's own."""

    kind: ContactKind
    value: Annotated[CleanText, Field(min_length=1, max_length=254)]
    preferred: bool = False

    @model_validator(mode="after")
    def is_address(self) -> Self:
        """Rejects an e-mail that isn't one; numbers are read by the country, which isn't known here."""
        if self.kind == "email":
            try:
                EMAILS.validate_python(self.value)
            except ValidationError:
                raise WrongValue(EMAIL) from None
        return self


#: Most further numbers and addresses of a guest.
MAX_CONTACTS = 20


class GuestFields(Input):
    """A guest's details. `phone` is parsed in the local format of the organization's country."""

    first_name: Annotated[CleanText, Field(min_length=1, max_length=200)]
    last_name: Annotated[CleanText, Field(max_length=200)] = ""
    email: Email | None = None
    phone: Annotated[str, Field(max_length=40)] | None = None
    company: Annotated[CleanText, Field(max_length=200)] = ""
    notes: Annotated[CleanText, Field(max_length=5000)] = ""
    tags: Annotated[list[Tag], Field(max_length=50)] = []
    address: Address = Address()
    is_child: bool = False
    locale: Locale | None = None
    reached_through: UUID | None = None
    opt_outs: dict[Channel, bool] = {}

    @model_validator(mode="before")
    @classmethod
    def one_name(cls, values: Any) -> Any:
        """Accepts `name` as well."""
        return take_name(values)


class GuestDetails(GuestFields):
    """A guest's details with their further contacts, which replace those that were known."""

    contacts: Annotated[list[ContactIn], Field(max_length=MAX_CONTACTS)] = []


class GuestCreate(GuestDetails):
    """A new guest."""

    organization_id: UUID | None = None


class GuestUpdate(partial(GuestDetails, "GuestUpdateFields")):  # type: ignore[misc]
    """A partial guest."""

    @model_validator(mode="before")
    @classmethod
    def one_name(cls, values: Any) -> Any:
        """Accepts `name` as well."""
        return take_name(values)


#: A guest's address as it is known: `{lines, postal_code, city, region, country}`, each optional.
AddressOut = Annotated[dict[str, Any], WithJsonSchema(Address.model_json_schema(mode="validation"))]


class ContactOut(Output):
    """A further number or address of a guest."""

    kind: ContactKind
    value: str
    preferred: bool
    #: False for what an import couldn't read and somebody has to correct.
    is_readable: bool


class EmailFault(Output):
    """Why a guest's e-mail takes no mail: since when, and what their mail server said."""

    kind: AddressFault
    text: str
    at: datetime


class GuestOut(Output):
    """A guest of the address book."""

    id: UUID
    organization_id: UUID
    name: str
    first_name: str
    last_name: str
    email: str | None
    phone: str | None
    company: str
    notes: str
    tags: list[str]
    address: AddressOut = {}
    is_child: bool = False
    locale: str | None
    reached_through: UUID | None
    opt_outs: dict[str, bool]
    #: Nothing is sent to an e-mail that takes none, until it is changed or tried again.
    email_fault: EmailFault | None = None
    #: Further numbers and addresses; `email` and `phone` are the preferred ones.
    contacts: list[ContactOut] = []
    created_at: datetime
    updated_at: datetime
    version: int
