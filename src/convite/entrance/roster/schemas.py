"""Schemas of the roster, encoded by msgspec: ten thousand people per answer."""

from datetime import datetime
from uuid import UUID

import msgspec


class RosterPerson(msgspec.Struct, omit_defaults=True, kw_only=True):
    """Somebody on the list. Canceled attendees appear only among changes."""

    id: UUID
    name: str
    status: str
    attendance: str = "not_checked_in"
    checked_in_at: datetime | None = None
    party: str | None = None
    party_id: UUID | None = None
    seat_number: str | None = None
    notes: str = ""
    #: Their ticket: the id in its text, and the reissue that is valid.
    ticket_id: UUID | None = None
    reissue: int = 0
    revoked: bool = False
    tag: str | None = None
    #: SHA-256 of the invitation's link code (first 16 bytes) and typed code (first 5), base64url.
    link_hash: str | None = None
    typed_hash: str | None = None
    #: Their answers for the parts of the event that they are invited to, by the part's id.
    parts: dict[str, str] | None = None
    #: The last scan, in or out, at the door of each part that they came to, by the part's id.
    doors: dict[str, str] | None = None


class RosterEvent(msgspec.Struct, kw_only=True):
    """The event as the check-in screen shows it."""

    id: UUID
    title: str
    starts_at: datetime | None
    ends_at: datetime | None
    timezone: str
    status: str


class RosterPart(msgspec.Struct, kw_only=True):
    """A part of the event: a scan can name it."""

    id: UUID
    title: str
    starts_at: datetime


class RosterDevice(msgspec.Struct, kw_only=True):
    """The device that asks: its name, and its gate."""

    id: UUID
    name: str
    gate: str | None


class Roster(msgspec.Struct, kw_only=True):
    """The list, or the changes since a position."""

    event: RosterEvent
    #: Send it as `since` next time.
    position: str
    #: Whether the list is complete, so that anybody not on it isn't coming.
    full: bool
    #: The event's public key, and its id in ticket texts.
    key_id: str
    public_key: str
    server_time: datetime
    people: list[RosterPerson]
    #: Names of the event's gates, in order.
    gates: list[str]
    #: Parts of the event, in order.
    parts: list[RosterPart]
    device: RosterDevice | None = None
    #: Cursor of the next page.
    next_cursor: str | None = None
