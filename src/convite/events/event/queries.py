"""Queries of events."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, func, select, text

from convite.core.db import ReadTx
from convite.core.log import Stream
from convite.events.event.models import Event


@dataclass(frozen=True, kw_only=True)
class Place:
    """An object's tenant and event."""

    organization_id: UUID
    event_id: UUID


def living() -> Select[Event]:
    """Events that aren't deleted."""
    return select(Event).where(Event.deleted_at.is_(None))


async def place_of(tx: ReadTx, kind: str, key: UUID) -> Place | None:
    """Only the tenant and event of an object."""
    found = await tx.execute(
        text("SELECT organization_id, event_id FROM place_of(:kind, :key)"),
        {"kind": kind, "key": key},
    )
    row = found.one_or_none()
    if row is None or row.organization_id is None or row.event_id is None:
        return None
    return Place(organization_id=row.organization_id, event_id=row.event_id)


async def event_by_id(tx: ReadTx, event_id: UUID, *, deleted: bool = False) -> Event | None:
    """The event, or None; deleted ones only when asked for."""
    statement = select(Event).where(Event.id == event_id)
    if not deleted:
        statement = statement.where(Event.deleted_at.is_(None))
    return (await tx.execute(statement)).scalar_one_or_none()


#: How long after its end an event is over; one without an end lasts for a day.
OVER_AFTER = timedelta(hours=6)
WITHOUT_END = timedelta(hours=24)


async def events_over(tx: ReadTx) -> list[Place]:
    """Published events, of every tenant the transaction sees, whose end lies some hours back."""
    end = func.coalesce(Event.ends_at, Event.starts_at + WITHOUT_END)
    found = await tx.execute(
        select(Event.organization_id, Event.id)
        .where(Event.status == "published", end < func.now() - OVER_AFTER)
        .limit(200)
    )
    return [Place(organization_id=row[0], event_id=row[1]) for row in found]


async def counters_of(tx: ReadTx, event_id: UUID) -> tuple[int, int]:
    """The number of people coming, and of open requests."""
    found = await tx.execute(
        select(Stream.going_count, Stream.requests_count).where(Stream.id == event_id)
    )
    row = found.one()
    return row.going_count, row.requests_count


async def invitation_by_code(tx: ReadTx, code_hash: bytes) -> tuple[UUID, Place] | None:
    """The invitation with this code hash, with its tenant and event."""
    found = await tx.execute(
        text("SELECT invitation_id, event_id, organization_id FROM invitation_by_code(:hash)"),
        {"hash": code_hash},
    )
    row = found.one_or_none()
    if row is None:
        return None
    place = Place(organization_id=row.organization_id, event_id=row.event_id)
    return row.invitation_id, place


@dataclass(frozen=True, kw_only=True, slots=True)
class KnownDevice:
    """The device with a key, as used by access checks."""

    id: UUID
    event_id: UUID
    organization_id: UUID
    name: str
    gate: str | None
    #: Revoked or expired.
    is_over: bool
    last_seen_at: datetime | None
    #: Time since it was last seen, by the database's clock.
    unheard: timedelta | None

    def is_unseen_for(self, wait: timedelta) -> bool:
        """Whether it was last seen at least this long ago."""
        return self.unheard is None or self.unheard > wait


async def device_by_key(tx: ReadTx, key_hash: bytes) -> KnownDevice | None:
    """The device with this key hash, of any tenant."""
    found = await tx.execute(
        text(
            "SELECT id, event_id, organization_id, name, gate, is_over, last_seen_at,"
            " now() - last_seen_at AS unheard"
            " FROM device_by_key(:hash)"
        ),
        {"hash": key_hash},
    )
    row = found.one_or_none()
    return KnownDevice(**row._mapping) if row else None
