"""Resolves queued scans to people, all at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from convite.core.config import settings
from convite.core.db import Connection
from convite.entrance.checkin.actions import resolve_code
from convite.entrance.checkin.queries import parties_of_codes
from convite.entrance.checkin.schemas import Scan, Scanned
from convite.entrance.tickets.rules import folded_tag, is_of_event, is_ours, read_text

# Served by tickets_pkey and tickets_tag_uid_key.
TICKETS = """
SELECT id, event_id, attendee_id, reissue, revoked_at IS NOT NULL AS is_revoked
FROM tickets WHERE id = ANY ($1)
"""
TAGS = """
SELECT tag_uid, attendee_id FROM tickets
WHERE event_id = $1 AND tag_uid = ANY ($2) AND revoked_at IS NULL
"""


@dataclass(kw_only=True, slots=True)
class ScanTarget:
    """The people a scan means, or the answer if there is nobody."""

    ids: list[UUID] = field(default_factory=list)
    #: The ticket's owner, even if the ticket is refused.
    owner: UUID | None = None
    answer: Scanned | None = None


async def targets_of(
    connection: Connection, event_id: UUID, scans: Sequence[Scan]
) -> list[ScanTarget]:
    """The target of each scan, in order."""
    tickets = await tickets_behind(connection, scans)
    tags = [folded_tag(scan.tag) for scan in scans if scan.tag]
    tagged = {
        row["tag_uid"]: row["attendee_id"]
        for row in (await connection.fetch(TAGS, event_id, tags) if tags else ())
    }
    codes = [scan.code for scan in scans if scan.code]
    parties = await parties_of_codes(connection, codes) if codes else {}
    found = []
    for scan in scans:
        key = scan.attendee_id or scan.invitation_guest_id
        if scan.ticket:
            found.append(target_by_ticket(event_id, scan, tickets))
        elif scan.tag:
            owner = tagged.get(folded_tag(scan.tag))
            found.append(ScanTarget(ids=[owner]) if owner else refused_target(scan, "unknown"))
        elif key is not None:
            found.append(ScanTarget(ids=[key]))
        else:
            answer, ids = resolve_code(event_id, scan, parties)
            found.append(ScanTarget(ids=ids, answer=answer))
    return found


async def tickets_behind(connection: Connection, scans: Sequence[Scan]) -> dict[UUID, Any]:
    """The rows of the scanned tickets, by id."""
    codes = [read_text(scan.ticket) for scan in scans if scan.ticket]
    ids = [code.ticket_id for code in codes if code is not None]
    rows = await connection.fetch(TICKETS, ids) if ids else ()
    return {row["id"]: row for row in rows}


def target_by_ticket(event_id: UUID, scan: Scan, rows: dict[UUID, Any]) -> ScanTarget:
    """The person of a ticket, whose secret and signature are checked."""
    code = read_text(scan.ticket or "")
    row = rows.get(code.ticket_id) if code else None
    if code is None or row is None or not is_ours(settings().secret, code):
        return refused_target(scan, "unknown")
    if not is_of_event(settings().secret, row["event_id"], code):
        return refused_target(scan, "unknown")
    if row["event_id"] != event_id:
        return refused_target(scan, "wrong_event")
    if row["is_revoked"] or row["reissue"] != code.reissue:
        return ScanTarget(
            owner=row["attendee_id"], answer=Scanned(nonce=scan.nonce, result="revoked")
        )
    return ScanTarget(ids=[row["attendee_id"]])


def refused_target(scan: Scan, word: str) -> ScanTarget:
    """The target of a scan that is refused."""
    return ScanTarget(answer=Scanned(nonce=scan.nonce, result=word))
