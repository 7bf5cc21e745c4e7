"""Schemas of providers."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from convite.core.shapes import Input, Output
from convite.messaging.delivery.models import MessageStatus
from convite.people.guests.models import Channel


class ChannelState(Output):
    """Whether a channel works, for those who write with it."""

    channel: Channel
    #: Without a provider, messages go to the outbox page.
    is_configured: bool
    #: Since when its provider refuses everything, and why; messages wait meanwhile.
    stopped_at: datetime | None
    reason: str | None


class ProviderError(Output):
    """An error that messages of the last seven days failed with."""

    #: The provider's, if it gave one.
    code: str | None
    text: str
    messages: int
    last_at: datetime


class KeptCall(Output):
    """A call of the provider that changed nothing, and why."""

    error: str
    created_at: datetime


class ChannelProvider(ChannelState):
    """A channel's provider."""

    #: Settings without which nothing is sent, and those without which less works.
    missing: list[str]
    suggested: list[str]
    #: Enter it at the provider.
    webhook_url: str
    #: When it is asked again.
    stopped_until: datetime | None
    waiting: int
    oldest_waiting: datetime | None
    #: Of the last 24 hours.
    sent: int
    failed: int
    outbox: int
    #: The most frequent first.
    errors: list[ProviderError]
    kept_calls: int
    newest_kept: list[KeptCall]


class Mailbox(Output):
    """Where mail that comes back is read."""

    host: str
    folder: str


class ServerProviders(Output):
    """All providers of the server."""

    channels: list[ChannelProvider]
    #: Names of those that people can log in with.
    login_providers: list[str]
    mailbox: Mailbox | None


class ProviderTest(Input):
    """To whom a test goes: an e-mail address, or a number with + and its country code."""

    to: Annotated[str, Field(min_length=1, max_length=254)]


class ProviderTestOut(Output):
    """How far a test is."""

    id: UUID
    channel: Channel
    to: str
    status: MessageStatus
    error: str | None
    error_code: str | None


class EventChannels(Output):
    """The channels that an event's team writes with."""

    channels: list[ChannelState]
    #: No owner has confirmed their e-mail address, so nothing that costs money is sent yet.
    needs_confirmed_owner: bool = False
