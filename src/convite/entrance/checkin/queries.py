"""Queries of check-in: the people a code stands for, and what became of a scan."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from convite.core.db import Connection
from convite.core.ids import hashes_of_code
from convite.entrance.checkin.schemas import Scan, Scanned


@dataclass(frozen=True, kw_only=True, slots=True)
class PartyMember:
    """An attendee that a scan may mean."""

    attendee_id: UUID
    guest_id: UUID
    invitation_id: UUID | None
    event_id: UUID
    name: str
    status: str
    attendance: str
    seat_number: str | None
    party: str | None
    notes: str
    #: Hashes of the invitation's codes.
    code_hash: bytes | None
    short_hash: bytes | None

    @property
    def shape(self) -> dict[str, Any]:
        """The attendee as the check-in screen shows them."""
        return {
            "id": str(self.attendee_id),
            "guest_id": str(self.guest_id),
            "name": self.name,
            "seat_number": self.seat_number,
            "party": self.party,
            "notes": self.notes,
            "status": self.status,
            "attendance": self.attendance,
        }


@dataclass(frozen=True, kw_only=True, slots=True)
class Party:
    """The party that a code stands for, and who is in it."""

    event_id: UUID
    invitation_id: UUID
    is_canceled: bool
    people: list[PartyMember]


# All people of a party. The code of a party whose guests were all moved stands for the one they are
# in now, as its link does. Takes no lock; the scan itself locks. Served by invitations_code_hash_key,
# invitations_short_hash_key, invitations_pkey, attendees_invitation_index.
BEHIND_CODES = """
SELECT a.id AS attendee_id, a.guest_id, p.id AS invitation_id, i.event_id,
  trim(g.first_name || ' ' || g.last_name) AS name, a.status, a.attendance,
  (SELECT s.seat_number FROM seats s WHERE s.attendee_id = a.id LIMIT 1) AS seat_number,
  p.label AS party, a.notes, p.canceled_at IS NOT NULL AS is_canceled, i.code_hash, i.short_hash
FROM invitations i
JOIN invitations p ON p.id = coalesce(i.replaced_by, i.id)
LEFT JOIN attendees a ON a.invitation_id = p.id AND a.status <> 'canceled'
LEFT JOIN guests g ON g.id = a.guest_id
WHERE i.id IN (
  SELECT id FROM invitations WHERE code_hash = ANY ($1)
  UNION ALL SELECT id FROM invitations WHERE short_hash = ANY ($2))
ORDER BY a.created_at, a.id
"""


def bare_code(text: str) -> str:
    """The code in a scanned text: the last part of a link, or the text itself."""
    return text.strip().split("?")[0].rstrip("/").rsplit("/", 1)[-1]


def hashes_of(text: str) -> tuple[bytes, bytes]:
    """The hashes of a scanned text: as a link's code, and as a typed code."""
    return hashes_of_code(bare_code(text))


async def parties_of_codes(connection: Connection, codes: Sequence[str]) -> dict[str, Party]:
    """The party that each code stands for; unknown codes are missing."""
    hashes = {code: hashes_of(code) for code in codes}
    rows = await connection.fetch(
        BEHIND_CODES, [link for link, _ in hashes.values()], [typed for _, typed in hashes.values()]
    )
    found: dict[str, Party] = {}
    by_hash: dict[bytes, list[Any]] = {}
    for row in rows:
        by_hash.setdefault(row["code_hash"], []).append(row)
        by_hash.setdefault(row["short_hash"], []).append(row)
    for code, (link, typed) in hashes.items():
        matches = by_hash.get(link) or by_hash.get(typed)
        if matches:
            found[code] = Party(
                event_id=matches[0]["event_id"],
                invitation_id=matches[0]["invitation_id"],
                is_canceled=matches[0]["is_canceled"],
                people=[member_of(row) for row in matches if row["attendee_id"] is not None],
            )
    return found


def member_of(row: Any) -> PartyMember:
    """A row of `BEHIND_CODES` that has an attendee."""
    return PartyMember(**{key: value for key, value in row.items() if key != "is_canceled"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """The statement's result for one person; `shape` is what the check-in screen shows."""

    word: str
    at: datetime
    invitation_id: UUID | None
    shape: dict[str, Any]
    #: The part of the event to which they aren't coming, if that is why; empty if there is none such.
    part: str | None = None
    #: What they said to that part; None if they aren't invited to it.
    part_status: str | None = None


def verdict_of(scan: Scan, row: Any) -> Verdict:
    """One person's result, with the row as the check-in screen shows it."""
    is_out_of_part = row["verdict"] == "not_coming_to_part"
    word = "not_coming" if is_out_of_part else row["verdict"]
    passed = word in ("ok", "repeated")
    shape = {
        "id": str(row["attendee_id"]),
        "guest_id": str(row["guest_id"]),
        "name": row["name"],
        "seat_number": row["seat_number"],
        "party": row["party"],
        "notes": row["notes"],
        "status": "going" if passed else row["status"],
        "attendance": row["attendance"],
        "result": "ok" if passed else word,
    }
    if passed:
        shape["attendance"] = "checked_in" if scan.direction == "in" else "left"
    return Verdict(
        word=shape["result"],
        at=row["at"],
        invitation_id=row["invitation_id"],
        shape=shape,
        part=row["part"] or "" if is_out_of_part else None,
        part_status=row["part_status"],
    )


def combined_answer(scan: Scan, verdicts: Sequence[Verdict] | None) -> Scanned:
    """One answer for a scan of one or more people."""
    if not verdicts:
        return Scanned(nonce=scan.nonce, result="unknown")
    words, first = [verdict.word for verdict in verdicts], verdicts[0]
    passed = "ok" in words
    return Scanned(
        nonce=scan.nonce,
        result="ok" if passed else words[0],
        attendee=first.shape,
        guests=[verdict.shape for verdict in verdicts],
        part=None if passed else first.part,
        part_status=None if passed else first.part_status,
        invitation_id=first.invitation_id,
        checkin_time=first.at,
    )
