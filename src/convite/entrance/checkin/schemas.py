"""Schemas of scans: what the hot door reads and answers."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec

from convite.entrance.checkin.models import Direction, Method

MOST_SCANS = 500

Nonce = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
Short = Annotated[str, msgspec.Meta(max_length=200)]


class Scan(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """One scan. It names somebody by ticket, tag, an invitation's code (link, QR or typed) or id."""

    nonce: Nonce
    #: A ticket's text, as in its QR.
    ticket: Short | None = None
    #: The number of a tag bound to a ticket.
    tag: Short | None = None
    code: Short | None = None
    attendee_id: UUID | None = None
    invitation_guest_id: UUID | None = None
    direction: Direction = "in"
    method: Method | None = None
    #: Of a party's code: these of its guests, or all that are coming.
    guests: Annotated[list[UUID], msgspec.Meta(max_length=200)] | None = None
    all: bool = False
    force: bool = False
    reason: Short | None = None
    gate: Short | None = None
    device: Short | None = None
    location: dict[str, float] | None = None
    #: When it was scanned; a queued one arrives later.
    at: datetime | None = None
    #: What the device said, without the network: `ok` where it let them in.
    verdict: Short | None = None


class ScansBody(msgspec.Struct, forbid_unknown_fields=True):
    """A queued batch."""

    scans: Annotated[list[Scan], msgspec.Meta(min_length=1, max_length=MOST_SCANS)]


class QueueBody(msgspec.Struct, forbid_unknown_fields=True):
    """A queued batch as it is read: each scan by itself, so that a bad one blocks no other."""

    scans: Annotated[list[msgspec.Raw], msgspec.Meta(min_length=1, max_length=MOST_SCANS)]


#: What becomes of a scan.
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
#: Whom the door sees. A queue's answer doesn't tell where they stand.
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
    """What became of one scan."""

    nonce: str
    result: Result
    attendee: Person | None = None
    guests: list[Person] | None = None
    invitation_id: UUID | None = None
    checkin_time: datetime | None = None
    detail: str | None = None


class ScansAnswer(msgspec.Struct):
    """What became of each scan, in order."""

    results: list[Scanned]
