"""The protocol of message channels.

Senders only use this protocol and `gateways.registry`; a new channel is a module that implements it
and a line in the registry.

Fault
  ├─ Refused   permanent: this message can't be sent to this address
    └─ Delayed   temporary: the provider is busy, unreachable, or asks to wait
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol


class Fault(Exception):
    """The message wasn't accepted."""


class Refused(Fault):
    """A permanent failure."""


class Delayed(Fault):
    """A temporary failure; `retry_after` is in seconds, if the provider gives it."""

    def __init__(self, detail: str, *, retry_after: float | None = None) -> None:
        super().__init__(detail)
        self.retry_after = retry_after


@dataclass(frozen=True, kw_only=True)
class Outgoing:
    """One message to one address."""

    to: str
    #: Channels without subjects leave it out.
    subject: str
    text: str
    locale: str
    #: The same for every try, so that providers and receivers can detect duplicates.
    key: str


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """A provider's later report on a message it accepted."""

    provider_id: str
    status: Literal["delivered", "read", "failed"]
    at: datetime
    error: str | None = None


class Session(Protocol):
    """An open connection that sends several messages in turn."""

    @property
    def is_open(self) -> bool:
        """Whether it can send another message."""

    async def send(self, message: Outgoing) -> str:
        """Sends a message; returns the provider's id for it.

        Raises:
            Refused: for good.
            Delayed: for now; the session may be closed then.
        """


class Channel(Protocol):
    """A way to reach people."""

    @property
    def name(self) -> str:
        """The value in `messages.channel` and in a guest's opt-outs: `email`, `sms`, `whatsapp`."""

    @property
    def is_configured(self) -> bool:
        """Whether a provider is configured; without one, messages go to the outbox page."""

    @property
    def connections(self) -> int:
        """How many sessions may be open at once."""

    @property
    def per_second(self) -> float | None:
        """Messages per second over all sessions; None means no limit."""

    def session(self) -> AbstractAsyncContextManager[Session]:
        """A connection, closed at the end.

        Raises:
            Delayed: the provider is unreachable.
        """

    def receipts(self, headers: Mapping[str, str], body: bytes, /) -> Sequence[Receipt]:
        """Parses a webhook call of the provider.

        Raises:
            Refused: the provider's signature is missing or wrong.
        """
