"""Channels: their names, and who may subscribe.

A channel reads exactly one stream. The audience is fixed when someone subscribes: `staff` sees names,
`public` doesn't.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from convite.core.access import Token
from convite.core.problems import NotFound

Audience = Literal["staff", "public"]

EVENT_CHANNELS = ("seats", "attendance", "invitations", "announcements", "operations")
MAX_CHANNELS = 50


@dataclass(frozen=True, kw_only=True)
class Listening:
    """The subscriber: a session, or the holder of an invitation code."""

    token: Token | None = None
    code: str | None = None
    #: The network address, used to rate-limit guesses of codes.
    client: str = "unknown"

    @property
    def is_known(self) -> bool:
        """Whether a token or code was given."""
        return self.token is not None or self.code is not None


@dataclass(frozen=True, kw_only=True)
class Channel:
    """A parsed channel name."""

    name: str
    #: `event`, `invitation` or `user`.
    kind: str
    key: UUID
    #: For an event: seats, attendance, …
    topic: str = ""


@dataclass(frozen=True, kw_only=True)
class Grant:
    """What a subscription may receive."""

    stream_id: UUID
    audience: Audience
    #: The stream of the organization by which the right may be held; losing a role there asks again.
    organization_id: UUID | None = None


#: Authorizes a subscription; injected by `entry`, which knows events and invitations.
Authorize = Callable[[Listening, Channel], Awaitable[Grant]]


def parse(name: str) -> Channel:
    """Parses a channel name.

    Raises:
        NotFound: there is no such channel.
    """
    parts = name.split("/")
    try:
        if len(parts) == 3 and parts[0] == "events" and parts[2] in EVENT_CHANNELS:
            return Channel(name=name, kind="event", key=UUID(parts[1]), topic=parts[2])
        if len(parts) == 2 and parts[0] in ("invitations", "users"):
            return Channel(name=name, kind=parts[0][:-1], key=UUID(parts[1]))
    except ValueError:
        pass  # not an id: no such channel
    raise NotFound(f"Unknown channel {name[:100]!r}.")
