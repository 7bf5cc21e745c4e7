"""How the page of an order lists what was bought. Pure functions."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from convite.doors.orders.models import OrderLine


@dataclass(kw_only=True)
class Group:
    """Equal tickets of an order: how many, and what they cost together before any discount."""

    type_id: UUID
    is_canceled: bool
    count: int = 0
    price: int = 0


def grouped(lines: Sequence[OrderLine]) -> list[Group]:
    """An order's tickets and add-ons by type, in the order's sequence; canceled ones apart."""
    groups: dict[tuple[UUID, bool], Group] = {}
    for line in lines:
        if line.admitted_by is not None:
            continue
        key = (line.ticket_type_id, line.canceled_at is not None)
        group = groups.setdefault(key, Group(type_id=key[0], is_canceled=key[1]))
        group.count += 1
        group.price += line.unit_price
    return list(groups.values())
