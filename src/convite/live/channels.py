"""Channels: their names, and what may be heard on them.

A channel reads exactly one stream. What somebody may hear is fixed when they subscribe: `staff` reads
names, `public` doesn't.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from convite.core.access import Token
from convite.core.problems import NotFound

Audience = Literal["staff", "public"]

EVENT_CHANNELS = ("seats", "attendance", "invitations", "announcements", "operations")
MOST_CHANNELS = 50


@dataclass(frozen=True, kw_only=True)
class Listening:
    """Who listens: a log-in, or the bearer of an invitation's code."""

    token: Token | None = None
    code: str | None = None


@dataclass(frozen=True, kw_only=True)
class Channel:
    """A channel's name, taken apart."""

    name: str
    #: `event`, `invitation` or `user`.
    kind: str
    key: UUID
    #: Of an event: seats, attendance, …
    topic: str = ""


@dataclass(frozen=True, kw_only=True)
class Grant:
    """What a subscription may hear."""

    stream_id: UUID
    audience: Audience


#: Judges a subscription, given by the roof, which knows events and invitations.
Authorize = Callable[[Listening, Channel], Awaitable[Grant]]


def parse(name: str) -> Channel:
    """A channel by its name.

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
