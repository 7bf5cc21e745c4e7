"""Schemas of the roster, encoded by msgspec: ten thousand people in one answer."""

from datetime import datetime
from uuid import UUID

import msgspec


class RosterPerson(msgspec.Struct, omit_defaults=True, kw_only=True):
    """Somebody on the list. Canceled ones come only among what changed."""

    id: UUID
    name: str
    status: str
    attendance: str = "not_checked_in"
    checked_in_at: datetime | None = None
    party: str | None = None
    party_id: UUID | None = None
    seat_number: str | None = None
    notes: str = ""
    #: Their ticket: what its text names, and which reissue stands.
    ticket_id: UUID | None = None
    reissue: int = 0
    revoked: bool = False
    tag: str | None = None
    #: SHA-256 of the invitation's link code (its first 16 bytes) and typed code (5), base64url.
    link_hash: str | None = None
    typed_hash: str | None = None


class RosterEvent(msgspec.Struct, kw_only=True):
    """What the door shows of the event."""

    id: UUID
    title: str
    starts_at: datetime | None
    ends_at: datetime | None
    timezone: str
    status: str


class RosterDevice(msgspec.Struct, kw_only=True):
    """The device that asks: what it is called, and the gate where it stands."""

    id: UUID
    name: str
    gate: str | None


class Roster(msgspec.Struct, kw_only=True):
    """The list, or what changed since a position."""

    event: RosterEvent
    #: Ask with it next time.
    position: str
    #: Whether it is the whole list, so that who isn't on it isn't coming.
    full: bool
    #: The event's public key and its name in tickets.
    key_id: str
    public_key: str
    server_time: datetime
    people: list[RosterPerson]
    #: Names of the event's gates, in order.
    gates: list[str]
    device: RosterDevice | None = None
    #: Where the whole list goes on.
    next_cursor: str | None = None
