"""Schemas of payment accounts."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, field_validator

from convite.core.shapes import CleanText, Input, Output, not_null, partial
from convite.gateways.payments import Mode
from convite.people.paymentaccounts.models import Provider

Key = Annotated[CleanText, Field(min_length=1, max_length=500)]


class AccountKeys(Input):
    """Keys of an account at a provider, by the names that the provider gives them."""

    provider: Provider
    mode: Mode
    secrets: Annotated[dict[str, Key], Field(min_length=1, max_length=5)]
    #: Secrets of the webhook, the newest first; the former one stays valid while it is replaced.
    webhook_secrets: Annotated[list[Key], Field(max_length=3)] = []


class AccountFields(Input):
    """What of an account can be changed without its keys."""

    is_active: bool = True


class AccountUpdate(partial(AccountFields, "AccountUpdateFields")):  # type: ignore[misc]
    """A partial account."""

    filled = field_validator("is_active", mode="before")(not_null)


class AccountOut(Output):
    """An account at a provider, without its keys."""

    id: UUID
    provider: Provider
    mode: Mode
    #: The provider's id and name of it.
    account: str
    name: str
    is_active: bool
    #: Where the provider's webhook has to go.
    webhook_url: str
    has_webhook_secret: bool
    #: False since the server key was changed: the keys have to be entered again.
    is_readable: bool
    checked_at: datetime | None
    last_event_at: datetime | None
    #: When it last said how a payment is, and what went wrong last.
    last_answer_at: datetime | None
    last_error: str | None
    last_error_at: datetime | None
    version: int
