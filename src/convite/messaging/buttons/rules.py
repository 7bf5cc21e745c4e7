"""What a button carries back. Pure functions."""

from dataclasses import dataclass
from typing import get_args
from uuid import UUID

from convite.core.ids import named_by, token_naming
from convite.doors.invitations.schemas import Answer

#: The buttons of a template, in order.
REPLIES: tuple[Answer, ...] = get_args(Answer)


@dataclass(frozen=True, kw_only=True)
class Pressed:
    """Which button was pressed, of whose message."""

    reply: Answer
    organization_id: UUID
    attendee_id: UUID


def payload_of(key: bytes, reply: Answer, organization_id: UUID, attendee_id: UUID) -> str:
    """What a button carries back; at most 128 letters."""
    return f"{reply}.{token_naming(key, reply, organization_id, attendee_id)}"


def read_payload(key: bytes, payload: str) -> Pressed | None:
    """What a button said; None if it isn't ours."""
    for reply in REPLIES:
        if payload.startswith(f"{reply}."):
            named = named_by(key, reply, payload.removeprefix(f"{reply}."))
            if named is not None:
                return Pressed(reply=reply, organization_id=named[0], attendee_id=named[1])
    return None
