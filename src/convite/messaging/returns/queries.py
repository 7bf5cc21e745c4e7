"""Queries of the message that a mail is about."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from convite.core.config import settings
from convite.core.database import Database
from convite.messaging.returns.rules import read_mark

SENT = """
SELECT id, organization_id, event_id, guest_id, address, status, error_code FROM messages
WHERE id = $1 AND attempt % 256 = $2 AND channel = 'email' AND direction = 'out'
"""


@dataclass(frozen=True, kw_only=True)
class SentMail:
    """A mail of ours that something came back for."""

    id: UUID
    organization_id: UUID
    event_id: UUID | None
    guest_id: UUID | None
    address: str
    status: str
    error_code: str | None


async def mail_by_marks(system: Database, marks: Sequence[str]) -> SentMail | None:
    """The mail that one of the marks names; None if none is ours, or it was sent again since."""
    for mark in marks:
        named = read_mark(settings().secret, mark)
        row = await system.pool.fetchrow(SENT, *named) if named else None
        if row is not None:
            return SentMail(**row)
    return None
