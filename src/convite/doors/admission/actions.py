"""Writes of admission: an account becomes a party on an event's list."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from convite.core.clock import now
from convite.core.db import Tx
from convite.core.ids import new_id
from convite.core.log import Actor, record
from convite.core.problems import Conflict
from convite.core.shapes import patch
from convite.doors.admission.queries import Kept, known_guest, left_for_newcomers
from convite.doors.admission.rules import offer_lasts, profile_refusal, waitlist_mode
from convite.doors.invitations.actions import new_invitation, record_update
from convite.doors.invitations.facts import InvitationCreated
from convite.doors.invitations.models import Invitation
from convite.doors.invitations.queries import country_of
from convite.doors.plusones.actions import add_plus_one
from convite.doors.plusones.schemas import PlusOne
from convite.events.event.models import Event
from convite.people.guests.actions import add_guest
from convite.people.guests.models import Guest
from convite.people.guests.queries import guest_by_email
from convite.people.guests.schemas import GuestFields
from convite.people.identity.models import User
from convite.people.identity.queries import profile_of
from convite.room.attendees.actions import (
    NewAttendee,
    Reply,
    add_attendee,
    answer,
    check_not_on_list,
)
from convite.room.attendees.models import Door
from convite.room.attendees.queries import Person
from convite.room.capacity.actions import move_places
from convite.room.capacity.models import CapacityPool
from convite.room.capacity.rules import places_left
from convite.room.holds.rules import pool_places


def sold_out(event: Event, left: int) -> Conflict:
    """The problem of asking for more places than are left; says whether one can wait for them."""
    told = {"left": left, "waitlist": waitlist_mode(event) != "off"}
    if left == 0:
        return Conflict("No places are left.", name="sold-out", **told).with_text("none")
    if left == 1:
        return Conflict("Only one place is left.", name="sold-out", **told).with_text("one")
    text = f"Only {left} places are left."
    return Conflict(text, name="sold-out", **told).with_text("some", left=left)


def check_room(event: Event, pool: CapacityPool, places: int) -> None:
    """Rejects more places than the (locked) pool has left.

    Raises:
        Conflict: carries how many are `left`.
    """
    left = places_left(pool)
    if left is not None and places > left:
        raise sold_out(event, left)


async def check_profile(tx: Tx, event: Event, user: User) -> None:
    """Rejects an account whose profile lacks what the host asks for, or that the event isn't for.

    Raises:
        NotAllowed: names the field that is missing, or the rule.
    """
    refusal = profile_refusal(event, await profile_of(tx, user.id))
    if refusal is not None:
        raise refusal


async def check_turn(tx: Tx, event: Event, pool: CapacityPool) -> None:
    """Rejects whoever asks for places that are left for others who wait for them.

    Raises:
        Conflict: nothing is left for newcomers.
    """
    if await left_for_newcomers(tx, pool) == 0:
        raise sold_out(event, 0)


async def check_not_listed(tx: Tx, event: Event, user: User) -> None:
    """Rejects an account that is on the event's list already.

    Raises:
        Conflict: carries the attendee's `id`.
    """
    guest = await known_guest(tx, event, user)
    if guest is not None:
        await check_not_on_list(tx, event, guest)


async def guest_for(tx: Tx, actor: Actor, event: Event, user: User) -> Guest:
    """The account's guest in the address book, made if there is none."""
    guest = await known_guest(tx, event, user)
    if guest is not None:
        if guest.user_id is None:
            patch(guest, {"user_id": user.id})
        return guest
    # an address that isn't proven may be somebody else's, who stays the one to have it
    is_taken = user.email and await guest_by_email(tx, event.organization_id, user.email)
    values = {"name": user.name, "email": None if is_taken else user.email, "phone": user.phone}
    country = await country_of(tx, event)
    locale = (await profile_of(tx, user.id)).locale
    fields = GuestFields.model_validate({**values, "locale": locale})
    guest = await add_guest(
        tx, actor, fields, organization_id=event.organization_id, country=country
    )
    guest.user_id = user.id
    await tx.flush()
    return guest


HOLD = """
INSERT INTO reservations (id, organization_id, event_id, holder_kind, holder_id, places, seat_ids, pool_ids,
  pool_places, expires_at)
VALUES ($1, $2, $3, $4, $5, $6, '{}', $7, $8, statement_timestamp() + $9::interval)
RETURNING expires_at, statement_timestamp() AS server_time
"""


async def hold_pools(
    tx: Tx,
    event: Event,
    key: UUID,
    holder: tuple[str, UUID],
    pools: Mapping[UUID, int],
    lasts: timedelta,
) -> tuple[datetime, datetime]:
    """Holds places of (locked) pools, without seats, for a holder (`HolderKind` and id).

    Returns until when, and the database's clock.
    """
    row = await tx.driver.fetchrow(
        *(HOLD, key, event.organization_id, event.id, *holder, max(pools.values())),
        *(list(pools), list(pools.values()), lasts),
    )
    assert row is not None  # inserted
    await move_places(tx, {pool_id: (0, places) for pool_id, places in pools.items()})
    return row["expires_at"], row["server_time"]


async def keep_places(
    tx: Tx, event: Event, pool: CapacityPool, user_id: UUID, places: int, most: timedelta
) -> Kept:
    """Holds places of the (locked) pool for an account that may order tickets now.

    They are kept for `most` at the longest, less when the event is soon.
    """
    key, pools = new_id(), {pool.id: places}
    lasts = offer_lasts(now(), event.starts_at, most)
    until, _ = await hold_pools(tx, event, key, ("user", user_id), pools, lasts)
    await tx.refresh(pool)
    return Kept(key=key, places=pools, until=until)


FREE = """
UPDATE reservations SET ended_at = now(), updated_at = now()
WHERE id = $1 AND ended_at IS NULL AND holder_kind = 'user' RETURNING pool_ids, pool_places
"""


async def free_kept(tx: Tx, key: UUID) -> None:
    """Gives kept places back, unless an order has them or they have run out. The event's pool is locked."""
    kept = pool_places(await tx.driver.fetchrow(FREE, key))
    await move_places(tx, {pool_id: (0, -places) for pool_id, places in kept.items()})


async def make_party(
    tx: Tx,
    actor: Actor,
    event: Event,
    user: User,
    *,
    places: int,
    answers: Mapping[str, Any],
    shared_by: UUID | None = None,
) -> Invitation:
    """Puts an account and those it brings on the list, as one party that comes.

    The event's pool is locked and has the places, and the account isn't on the list: see `check_room`
    and `check_not_listed`. `answers` are the account's own, by question id; `shared_by` is the share link
    that they came by.
    """
    guest = await guest_for(tx, actor, event, user)
    invitation = new_invitation(
        event,
        label=guest.name,
        message="",
        max_guests=places,
        created_by=actor.id if actor.kind == "user" else None,
    )
    # its link goes with the news that they can come
    invitation.kind, invitation.locale, invitation.shared_by = "direct", guest.locale, shared_by
    invitation.sent_at = invitation.responded_at = now()
    tx.add(invitation)
    await tx.flush()
    await record(tx, actor, InvitationCreated.of(invitation, status="pending", version=1))
    door: Door = "request" if shared_by is None else "invitation"
    arrival = NewAttendee(
        door=door, invitation_id=invitation.id, party_sort_key=invitation.sort_key
    )
    first = await add_attendee(tx, actor, event, guest, arrival)
    host = Person(attendee=first, guest=guest, seat_id=None, seat_number=None)
    replies = {first.id: Reply(status="going", answers=answers or None, actor=actor)}
    for number in range(1, places):
        other = await add_plus_one(
            tx, actor, event, invitation, PlusOne(), host=host, number=number
        )
        replies[other.id] = Reply(status="going", actor=actor)
    await answer(tx, event, replies, are_seated=False)
    await record_update(tx, actor, invitation)
    return invitation
