"""Queries of ticket types."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, bindparam, select

from convite.core.clock import now
from convite.core.db import ReadTx
from convite.core.prepared import Prepared
from convite.room.capacity.models import CapacityPool
from convite.room.capacity.rules import places_left
from convite.room.tickettypes.models import TicketType
from convite.room.tickettypes.rules import price_at, sale_state
from convite.room.tickettypes.schemas import TicketTypeFields, TicketTypeOut

#: Most types of one event.
MAX_TYPES = 100


@dataclass(frozen=True, kw_only=True)
class TypeWithPool:
    """A type of tickets and its places."""

    type: TicketType
    pool: CapacityPool


def types_with_pools() -> Select[TicketType, CapacityPool]:
    """Types with their pools, in the order in which they are offered."""
    return (
        select(TicketType, CapacityPool)
        .join(CapacityPool, CapacityPool.ticket_type_id == TicketType.id)
        .order_by(TicketType.position, TicketType.created_at, TicketType.id)
    )


OF_EVENT = Prepared(
    types_with_pools().where(TicketType.event_id == bindparam("event_id")).limit(MAX_TYPES),
    refresh=True,
)


async def types_of(tx: ReadTx, event_id: UUID) -> list[TypeWithPool]:
    """An event's types with their pools, at most `MAX_TYPES`."""
    rows = await OF_EVENT.all(tx, event_id=event_id)
    return [TypeWithPool(type=row[0], pool=row[1]) for row in rows]


async def type_by_id(tx: ReadTx, event_id: UUID, key: UUID) -> TypeWithPool | None:
    """One type of the event."""
    found = await tx.execute(
        types_with_pools()
        .where(TicketType.event_id == event_id, TicketType.id == key)
        .execution_options(populate_existing=True)
    )
    row = found.one_or_none()
    return TypeWithPool(type=row[0], pool=row[1]) if row else None


def type_out(one: TypeWithPool, moment: datetime | None = None) -> TicketTypeOut:
    """A type as answered."""
    kind, pool, moment = one.type, one.pool, moment or now()
    values = {name: getattr(kind, name) for name in TicketTypeFields.model_fields}
    return TicketTypeOut(
        id=kind.id,
        event_id=kind.event_id,
        price_now=price_at(kind, moment, pool.taken + pool.held),
        sold=pool.taken,
        held=pool.held,
        sale_state=sale_state(kind, moment, places_left(pool)),
        version=kind.version,
        **values,
    )


def types_out(types: Sequence[TypeWithPool]) -> list[TicketTypeOut]:
    """Types as answered, at one moment."""
    moment = now()
    return [type_out(one, moment) for one in types]


# Served by ticket_types_list.
SELLS = """
SELECT EXISTS (SELECT FROM ticket_types WHERE event_id = $1 AND is_on_sale AND NOT is_hidden)
"""


async def sells_tickets(tx: ReadTx, event_id: UUID) -> bool:
    """Whether an event has tickets that anybody can order."""
    found: bool = await tx.driver.fetchval(SELLS, event_id)
    return found
