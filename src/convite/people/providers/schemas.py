"""Schemas of log-ins at other providers."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from convite.core.shapes import Input, Output


class ProviderOut(Output):
    """A provider that people can log in with."""

    #: As in addresses: `google`.
    name: str
    #: What people call it.
    label: str


class ProvidersOut(Output):
    """The providers of the settings."""

    items: list[ProviderOut]


class IdentityOut(Output):
    """A log-in at another provider that opens the account."""

    id: UUID
    provider: str
    label: str
    email: str | None
    created_at: datetime
    last_used_at: datetime


class IdentitiesOut(Output):
    """The log-ins that open the account."""

    items: list[IdentityOut]
    #: Whether it has a password. Without one, the last log-in stays linked.
    has_password: bool


class IdentityLink(Input):
    """The provider to link."""

    provider: Annotated[str, Field(max_length=100)]


class ProviderPage(Output):
    """The provider's page, which the browser is to open."""

    url: str
