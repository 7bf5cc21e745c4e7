"""Schemas of scans, read and answered by the hot door."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec

from convite.entrance.checkin.models import Direction, Method

MAX_SCANS = 500

Nonce = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
Short = Annotated[str, msgspec.Meta(max_length=200)]


class Scan(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """One scan: a ticket, a tag, an invitation's code (link, QR or typed), or an attendee's id."""

    nonce: Nonce
    #: The text in a ticket's QR code.
    ticket: Short | None = None
    #: The number of a tag bound to a ticket.
    tag: Short | None = None
    code: Short | None = None
    attendee_id: UUID | None = None
    invitation_guest_id: UUID | None = None
    direction: Direction = "in"
    method: Method | None = None
    #: For a party's code: these guests, or everybody who is coming.
    guests: Annotated[list[UUID], msgspec.Meta(max_length=200)] | None = None
    all: bool = False
    force: bool = False
    reason: Short | None = None
    #: The part of the event at whose door they are; whoever isn't going to it is `not_coming`.
    part_id: UUID | None = None
    gate: Short | None = None
    device: Short | None = None
    location: dict[str, float] | None = None
    #: When it was scanned; a queued scan arrives later.
    at: datetime | None = None
    #: What the device answered offline: `ok` if it let them in.
    verdict: Short | None = None


class ScansBody(msgspec.Struct, forbid_unknown_fields=True):
    """A queued batch."""

    scans: Annotated[list[Scan], msgspec.Meta(min_length=1, max_length=MAX_SCANS)]


class QueueBody(msgspec.Struct, forbid_unknown_fields=True):
    """A queued batch before its scans are read. Each is read on its own, so that a bad one blocks
    no other.
    """

    scans: Annotated[list[msgspec.Raw], msgspec.Meta(min_length=1, max_length=MAX_SCANS)]


#: The result of a scan.
Result = Annotated[
    str,
    msgspec.Meta(
        extra_json_schema={
            "enum": [
                "ok",
                "choose",
                "already_in",
                "already_out",
                "unknown",
                "revoked",
                "wrong_event",
                "not_coming",
                "invalid",
            ]
        }
    ),
]
TEXT_OR_NONE = {"anyOf": [{"type": "string"}, {"type": "null"}]}
#: The attendee. Answers to queued scans leave out the seat.
Person = Annotated[
    dict[str, Any],
    msgspec.Meta(
        extra_json_schema={
            "properties": {
                "id": {"type": "string", "format": "uuid"},
                "guest_id": {"type": "string", "format": "uuid"},
                "name": {"type": "string"},
                "seat_number": TEXT_OR_NONE,
                "party": TEXT_OR_NONE,
                "notes": {"type": "string"},
                "status": {"type": "string"},
                "attendance": {
                    "type": "string",
                    "enum": ["not_checked_in", "checked_in", "left", "no_show"],
                },
                "result": {"type": "string"},
            },
            "required": ["id", "name", "seat_number", "party", "notes"],
        }
    ),
]


class Scanned(msgspec.Struct, omit_defaults=True, kw_only=True):
    """The result of one scan."""

    nonce: str
    result: Result
    attendee: Person | None = None
    guests: list[Person] | None = None
    invitation_id: UUID | None = None
    checkin_time: datetime | None = None
    detail: str | None = None
    #: The title of the part they aren't going to, if that is why they are `not_coming`.
    part: str | None = None
    #: What they said to that part; missing if they aren't invited to it.
    part_status: str | None = None


class ScansAnswer(msgspec.Struct):
    """The results, in the order of the scans."""

    results: list[Scanned]
