"""What a button carries back. Pure functions."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import get_args
from uuid import UUID

from convite.core.ids import named_by, token_naming
from convite.core.language import translator
from convite.doors.invitations.schemas import Answer

#: The buttons of a template, in order.
REPLIES: tuple[Answer, ...] = get_args(Answer)
#: How long a press may take to arrive: an answer stored within that time may be the older of the two.
ON_ITS_WAY = timedelta(minutes=2)


@dataclass(frozen=True, kw_only=True)
class Pressed:
    """Which button was pressed, of whose message."""

    reply: Answer
    organization_id: UUID
    attendee_id: UUID


def labels_of(locale: str) -> list[str]:
    """What stands on the buttons in a language."""
    say = translator(locale).gettext
    return [say("I'm coming"), say("I can't come")]


def payload_of(key: bytes, reply: Answer, organization_id: UUID, attendee_id: UUID) -> str:
    """What a button carries back; at most 128 characters, WhatsApp's limit."""
    return f"{reply}.{token_naming(key, reply, organization_id, attendee_id)}"


def read_payload(key: bytes, payload: str) -> Pressed | None:
    """What a button said; None if it isn't ours."""
    for reply in REPLIES:
        if payload.startswith(f"{reply}."):
            named = named_by(key, reply, payload.removeprefix(f"{reply}."))
            if named is not None:
                return Pressed(reply=reply, organization_id=named[0], attendee_id=named[1])
    return None


def comes_late(pressed_at: datetime, answered_at: datetime | None) -> bool:
    """Whether they have answered since pressing; for days, providers repeat calls that we didn't accept."""
    return answered_at is not None and pressed_at + ON_ITS_WAY < answered_at
