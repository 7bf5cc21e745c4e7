"""Where people stand, and what batches changed of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from convite.core.db import ReadTx, Tx, locked
from convite.room.undo.models import Batch, BatchChange

STANDING = """
SELECT a.id, a.status, a.side, a.attendance, a.invitation_id, s.id AS seat_id, g.tags, g.is_child,
  coalesce((SELECT jsonb_object_agg(e.part_id, e.state) FROM entitlements e
    WHERE e.attendee_id = a.id), '{}') AS parts
FROM attendees a
JOIN guests g ON g.id = a.guest_id
LEFT JOIN seats s ON s.attendee_id = a.id
WHERE a.event_id = $1 AND a.id = ANY ($2)
"""


#: Fields that older batches don't have.
KEPT_LATER = ("attendance", "tags", "is_child", "parts", "invitation_id")


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """Where a person of an event stands, as far as a batch can change it."""

    status: str
    side: str
    seat_id: UUID | None
    #: Whether they have come: no batch changes it. None where it wasn't kept yet.
    attendance: str | None = None
    #: Their answers for parts of the event, by its id. None where they weren't kept yet.
    parts: Mapping[str, str] | None = None
    #: Of their entry in the address book. None where they weren't kept yet.
    tags: tuple[str, ...] | None = None
    is_child: bool | None = None
    #: Their party. None where it wasn't kept: older batches, and those that moved nobody.
    invitation_id: UUID | None = None

    def is_as_left(self, after: "Standing") -> bool:
        """Whether nothing has happened to the person since a batch left them like this."""
        later = {name: getattr(self, name) for name in KEPT_LATER if getattr(after, name) is None}
        return self.with_wishes == replace(after, **later).with_wishes

    @property
    def with_wishes(self) -> "Standing":
        """The same with what was said about parts: who moved up from a waitlist has said nothing."""
        said = {
            key: "going" if one == "waitlisted" else one for key, one in (self.parts or {}).items()
        }
        return replace(self, parts=said)

    def values(self, other: "Standing") -> dict[str, Any]:
        """The fields as they are kept; the party only if it is another than in `other`.

        So whoever is moved later is still as a batch left them that didn't move them.
        """
        is_moved = self.invitation_id is not None and self.invitation_id != other.invitation_id
        return {
            "status": self.status,
            "side": self.side,
            "seat_id": str(self.seat_id) if self.seat_id else None,
            "attendance": self.attendance,
            "tags": self.tags,
            "is_child": self.is_child,
            "parts": dict(self.parts) if self.parts is not None else None,
            "invitation_id": str(self.invitation_id) if is_moved else None,
        }

    @classmethod
    def of(cls, values: dict[str, Any]) -> "Standing":
        """The standing of kept fields."""
        seat, party = values["seat_id"], values.get("invitation_id")
        return cls(
            status=values["status"],
            side=values["side"],
            seat_id=UUID(seat) if seat else None,
            attendance=values.get("attendance"),
            tags=None if values.get("tags") is None else tuple(values["tags"]),
            is_child=values.get("is_child"),
            parts=values.get("parts"),
            invitation_id=UUID(party) if party else None,
        )


async def standings(tx: ReadTx, event_id: UUID, ids: Sequence[UUID]) -> dict[UUID, Standing]:
    """Where people of the event stand now."""
    rows = await tx.driver.fetch(STANDING, event_id, list(ids))
    return {
        row["id"]: Standing(
            status=row["status"],
            side=row["side"],
            seat_id=row["seat_id"],
            attendance=row["attendance"],
            tags=tuple(row["tags"]),
            is_child=row["is_child"],
            parts=row["parts"],
            invitation_id=row["invitation_id"],
        )
        for row in rows
    }


async def lock_batch(tx: Tx, batch_id: UUID) -> Batch | None:
    """A batch, locked, so that it is undone once."""
    found = await tx.execute(locked(select(Batch).where(Batch.id == batch_id)))
    return found.scalar_one_or_none()


async def latest_batch_of(tx: ReadTx, object_id: UUID) -> Batch | None:
    """The last batch of an object that wasn't undone."""
    found = await tx.execute(
        select(Batch)
        .where(Batch.object_id == object_id, Batch.undone_at.is_(None))
        .order_by(Batch.created_at.desc())
        .limit(1)
    )
    return found.scalar_one_or_none()


async def changes_of(tx: ReadTx, batch_id: UUID) -> list[BatchChange]:
    """What a batch changed; as many rows as a batch can have people."""
    found = await tx.execute(select(BatchChange).where(BatchChange.batch_id == batch_id))
    return list(found.scalars())


async def last_removal_of(tx: ReadTx, attendee_id: UUID) -> BatchChange | None:
    """What is kept of the last time that this person was removed.

    Whoever is removed now was so by the newest such change, and it hasn't been undone for them, whether
    or not its batch was for others.
    """
    found = await tx.execute(
        select(BatchChange)
        .where(
            BatchChange.attendee_id == attendee_id,
            BatchChange.after["status"].astext == "canceled",
        )
        .order_by(BatchChange.created_at.desc())
        .limit(1)
    )
    return found.scalar_one_or_none()


async def age_of(tx: ReadTx, batch: Batch) -> float:
    """How long ago a batch was made, in seconds by the database's clock."""
    age = func.extract("epoch", func.now() - Batch.created_at)
    found = await tx.execute(select(age).where(Batch.id == batch.id))
    return float(found.scalar_one())


# Who can't come back: their invitation is canceled, or they were added to the event anew.
BARRED = """
SELECT a.id FROM attendees a LEFT JOIN invitations i ON i.id = a.invitation_id
WHERE a.id = ANY ($1) AND (i.canceled_at IS NOT NULL OR EXISTS (
  SELECT 1 FROM attendees o
  WHERE o.event_id = a.event_id AND o.guest_id = a.guest_id AND o.id <> a.id AND o.status <> 'canceled'
) OR EXISTS (SELECT 1 FROM guests g WHERE g.id = a.guest_id AND g.deleted_at IS NOT NULL))
"""


async def barred(tx: ReadTx, ids: Sequence[UUID]) -> set[UUID]:
    """Those of the removed people who can't be put back on the list."""
    return {row["id"] for row in await tx.driver.fetch(BARRED, list(ids))}


# Of those who want to come back to one party, who was there first has the room that is left.
CROWDED = """
SELECT id FROM (
  SELECT a.id, row_number() OVER (PARTITION BY i.id ORDER BY a.created_at, a.id) AS place,
    i.max_guests - (
      SELECT count(*) FROM attendees o WHERE o.invitation_id = i.id AND o.status <> 'canceled'
    ) AS room
  FROM attendees a JOIN invitations i ON i.id = a.invitation_id WHERE a.id = ANY ($1)
) w WHERE place > room
"""


async def crowded_out(tx: ReadTx, ids: Sequence[UUID]) -> set[UUID]:
    """Those of the removed people for whom their party has no room left."""
    return {row["id"] for row in await tx.driver.fetch(CROWDED, list(ids))}


OPEN_SEATS = """
SELECT s.id FROM seats s LEFT JOIN reservations r ON r.id = s.reservation_id
WHERE s.event_id = $1 AND s.id = ANY ($2) AND NOT s.blocked
  AND (s.attendee_id IS NULL OR s.attendee_id = ANY ($3))
  AND (r.id IS NULL OR r.ended_at IS NOT NULL OR r.expires_at <= now())
"""


async def open_seats(
    tx: ReadTx, event_id: UUID, seat_ids: Sequence[UUID], leaving: Sequence[UUID]
) -> set[UUID]:
    """Those of the seats that nobody has but the people who are leaving them."""
    rows = await tx.driver.fetch(OPEN_SEATS, event_id, list(seat_ids), list(leaving))
    return {row["id"] for row in rows}
