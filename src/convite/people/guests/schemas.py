"""Schemas of the address book."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field, model_validator

from convite.core.language import Locale
from convite.core.shapes import CleanText, Input, Output, partial
from convite.people.guests.models import Channel, ContactKind
from convite.people.guests.rules import split_name
from convite.people.identity.schemas import Email

Tag = Annotated[CleanText, Field(min_length=1, max_length=60)]


def take_name(values: Any) -> Any:
    """Accepts `name` for first and last name."""
    if isinstance(values, dict) and isinstance(values.get("name"), str):
        values = dict(values)
        first, last = split_name(values.pop("name"))
        values.setdefault("first_name", first)
        values.setdefault("last_name", last)
    return values


class GuestFields(Input):
    """A guest's details. `phone` is parsed in the local format of the organization's country."""

    first_name: Annotated[CleanText, Field(min_length=1, max_length=200)]
    last_name: Annotated[CleanText, Field(max_length=200)] = ""
    email: Email | None = None
    phone: Annotated[str, Field(max_length=40)] | None = None
    company: Annotated[CleanText, Field(max_length=200)] = ""
    notes: Annotated[CleanText, Field(max_length=5000)] = ""
    tags: Annotated[list[Tag], Field(max_length=50)] = []
    locale: Locale | None = None
    reached_through: UUID | None = None
    opt_outs: dict[Channel, bool] = {}

    @model_validator(mode="before")
    @classmethod
    def one_name(cls, values: Any) -> Any:
        """Accepts `name` as well."""
        return take_name(values)


class GuestCreate(GuestFields):
    """A new guest."""

    organization_id: UUID | None = None


class GuestUpdate(partial(GuestFields, "GuestUpdateFields")):  # type: ignore[misc]
    """A partial guest."""

    @model_validator(mode="before")
    @classmethod
    def one_name(cls, values: Any) -> Any:
        """Accepts `name` as well."""
        return take_name(values)


class ContactOut(Output):
    """A further number or address of a guest."""

    kind: ContactKind
    value: str
    preferred: bool
    #: False for what an import couldn't read and somebody has to correct.
    is_readable: bool


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
    locale: str | None
    reached_through: UUID | None
    opt_outs: dict[str, bool]
    #: Further numbers and addresses; `email` and `phone` are the preferred ones.
    contacts: list[ContactOut] = []
    created_at: datetime
    updated_at: datetime
    version: int
