"""Reads what an event sells, with its pools locked."""

from collections.abc import Collection
from decimal import Decimal
from uuid import UUID

from sqlalchemy import bindparam, select

from convite.core.config import settings
from convite.core.db import ReadTx, Tx, locked
from convite.core.prepared import Prepared
from convite.doors.admission.queries import left_for_newcomers
from convite.doors.orders.queries import database_time
from convite.doors.orders.rules import Terms
from convite.doors.pricing.rules import Counter, Shop
from convite.doors.promo.queries import lock_promos
from convite.events.event.models import Event
from convite.events.event.schemas import settings_in_force
from convite.room.capacity.models import CapacityPool
from convite.room.capacity.rules import places_left
from convite.room.tickettypes.models import TicketType

# Every type of the event, whose pools are locked in the order of their ids, after the event's own pool.
TYPES_LOCKED = Prepared(
    locked(
        select(TicketType, CapacityPool)
        .join(CapacityPool, CapacityPool.ticket_type_id == TicketType.id)
        .where(TicketType.event_id == bindparam("event_id"))
        .order_by(CapacityPool.id),
        of=CapacityPool,
    ),
    refresh=True,
)


def terms_of(event: Event) -> Terms:
    """Tax and the platform's fee of an event."""
    return Terms(
        tax_included=event.tax_included,
        fee_percent=settings().platform_fee_percent,
        fee_bearer=settings_in_force(None, event.settings).fee_bearer,
    )


async def locked_shop(
    tx: Tx, event: Event, pool: CapacityPool, promo_keys: Collection[str]
) -> Shop:
    """What the event sells; the pools of its types and the codes are locked, after its own pool."""
    rows = await TYPES_LOCKED.all(tx, event_id=event.id)
    promos = await lock_promos(tx, event.id, sorted(promo_keys))
    left = await left_for_newcomers(tx, pool) if pool.waiting else places_left(pool)
    return Shop(
        types={row[0].id: row[0] for row in rows},
        counters={row[0].id: counter_of(row[1], places_left(row[1])) for row in rows},
        house=counter_of(pool, left),
        promos=promos,
        promo_uses={key: promo.used for key, promo in promos.items()},
        terms=terms_of(event),
        tax_percent=Decimal(event.tax_percent),
        moment=await database_time(tx),
    )


def counter_of(pool: CapacityPool, left: int | None) -> Counter:
    """A pool's places as they are before the first order."""
    return Counter(pool_id=pool.id, left=left, before=pool.taken + pool.held)


async def kinds_of(tx: ReadTx, ids: Collection[UUID]) -> dict[UUID, TicketType]:
    """Ticket types by id."""
    if not ids:
        return {}
    found = await tx.execute(select(TicketType).where(TicketType.id.in_(ids)))
    return {kind.id: kind for kind in found.scalars()}
