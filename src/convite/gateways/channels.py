"""How messages reach people: the shape that every channel has.

Whoever sends knows channels by this protocol and `gateways.registry` only; a new one is a module
that has it, and a line there.

Fault
  ├─ Refused   for good: this message to this address never will go
  └─ Delayed   not now: the provider is busy, away, or asks to wait
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol


class Fault(Exception):
    """The message wasn't taken."""


class Refused(Fault):
    """It never will be."""


class Delayed(Fault):
    """It may be later: after `retry_after` seconds, where the provider says when."""

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
    #: The same for every try, so that a provider or receiver sees a repeat for what it is.
    key: str


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What a provider says later of a message that it took."""

    provider_id: str
    status: Literal["delivered", "read", "failed"]
    at: datetime
    error: str | None = None


class Session(Protocol):
    """An open connection, by which some messages go one after the other."""

    @property
    def is_open(self) -> bool:
        """Whether another message can go by it."""

    async def send(self, message: Outgoing) -> str:
        """Hands one message over; gives the provider's id of it.

        Raises:
            Refused: for good.
            Delayed: for now; the session may be closed then.
        """


class Channel(Protocol):
    """A way to reach people."""

    @property
    def name(self) -> str:
        """As `messages.channel` and a guest's opt-outs have it: `email`, `sms`, `whatsapp`."""

    @property
    def is_configured(self) -> bool:
        """Whether a provider is set; without one, messages stand on the outbox page."""

    @property
    def connections(self) -> int:
        """How many sessions may be open at once."""

    @property
    def per_second(self) -> float | None:
        """How many messages the provider takes in a second, all sessions together; None: any number."""

    def session(self) -> AbstractAsyncContextManager[Session]:
        """A connection, closed at the end.

        Raises:
            Delayed: the provider isn't there.
        """

    def receipts(self, headers: Mapping[str, str], body: bytes, /) -> Sequence[Receipt]:
        """What a call of the provider's webhook says.

        Raises:
            Refused: it isn't signed by the provider.
        """
