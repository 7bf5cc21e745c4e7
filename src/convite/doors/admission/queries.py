"""Queries of admission: who an account is to an event."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from convite.core.db import ReadTx
from convite.events.event.models import Event
from convite.events.team.queries import member_for
from convite.people.guests.models import Guest
from convite.people.guests.queries import guest_by_email, guest_of_user
from convite.people.identity.models import User
from convite.room.capacity.models import CapacityPool
from convite.room.capacity.rules import places_left
from convite.room.holds.rules import pool_places


async def is_in_team(tx: ReadTx, event: Event, user: User) -> bool:
    """Whether the event is the account's own."""
    if event.host_user_id == user.id:
        return True
    return await member_for(tx, event.id, user_id=user.id, email_key=None) is not None


async def known_guest(tx: ReadTx, event: Event, user: User) -> Guest | None:
    """Who this account is in the organization's address book: by account, else by its proven e-mail."""
    guest = await guest_of_user(tx, event.organization_id, user.id)
    if guest is not None or not user.email or user.email_verified_at is None:
        return guest
    return await guest_by_email(tx, event.organization_id, user.email)


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """Places without seats that an account holds: how many of which pools, and until when."""

    key: UUID
    places: dict[UUID, int]
    until: datetime


# Served by reservations_holder.
KEPT = """
SELECT id, pool_ids, pool_places, expires_at FROM reservations
WHERE event_id = $1 AND holder_id = $2 AND holder_kind = 'user' AND ended_at IS NULL
  AND pool_ids <> '{}' AND expires_at > statement_timestamp()
ORDER BY expires_at DESC, id LIMIT 1
"""


async def kept_places(tx: ReadTx, event_id: UUID, user_id: UUID) -> Kept | None:
    """The places that are kept for an account, those that are kept longest."""
    row = await tx.driver.fetchrow(KEPT, event_id, user_id)
    if row is None:
        return None
    return Kept(key=row["id"], places=pool_places(row), until=row["expires_at"])


# For how many places a host let an account in, less those that it has ordered.
ADMITTED = """
SELECT coalesce((SELECT sum(places) FROM join_requests
    WHERE event_id = $1 AND user_id = $2 AND status = 'accepted'), 0)
  + coalesce((SELECT sum(places) FROM waitlist_entries
    WHERE event_id = $1 AND user_id = $2 AND status = 'converted'), 0)
  - (SELECT count(*) FROM orders o JOIN order_lines l ON l.order_id = o.id
    JOIN ticket_types t ON t.id = l.ticket_type_id
    WHERE o.event_id = $1 AND o.user_id = $2 AND NOT t.is_addon
      AND o.status NOT IN ('expired', 'canceled') AND l.canceled_at IS NULL)
"""


async def places_to_order(tx: ReadTx, event_id: UUID, user_id: UUID) -> int:
    """How many places an account may still order at an event whose host decides who can come."""
    return int(await tx.driver.fetchval(ADMITTED, event_id, user_id))


# Served by orders_user_index.
OWN_ORDER = """
SELECT id, status FROM orders WHERE event_id = $1 AND user_id = $2 AND status NOT IN ('expired', 'canceled')
ORDER BY created_at DESC, id DESC LIMIT 1
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnOrder:
    """An account's newest order at an event that stands."""

    id: UUID
    is_paid: bool


async def own_order(tx: ReadTx, event_id: UUID, user_id: UUID) -> OwnOrder | None:
    """What an account has ordered at an event, if anything."""
    row = await tx.driver.fetchrow(OWN_ORDER, event_id, user_id)
    if row is None:
        return None
    return OwnOrder(id=row["id"], is_paid=row["status"] not in ("created", "pending", "failed"))


# The part of waiting lists, which admits those who took an offer, makes the table. Guests whose yes came
# when the event was full wait as well, each for one place; those of an event with parts move up by part.
FITS = """
SELECT EXISTS (SELECT FROM waitlist_entries
  WHERE event_id = $1 AND status = 'waiting' AND ($2::int IS NULL OR places <= $2))
  OR EXISTS (SELECT FROM attendees a JOIN events e ON e.id = a.event_id
  WHERE a.event_id = $1 AND a.status = 'waitlisted' AND NOT e.has_parts AND ($2::int IS NULL OR $2 > 0))
"""


async def somebody_fits(tx: ReadTx, event_id: UUID | None, left: int | None) -> bool:
    """Whether a party that waits could have these places."""
    found: bool = await tx.driver.fetchval(FITS, event_id, left)
    return found


async def left_for_newcomers(tx: ReadTx, pool: CapacityPool) -> int | None:
    """How many places somebody who hasn't waited can have; None without a limit."""
    left = places_left(pool)
    return 0 if left != 0 and await somebody_fits(tx, pool.event_id, left) else left
