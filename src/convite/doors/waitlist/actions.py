"""Writes of waiting lists. All of them lock the event's pool first, then entries."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select, update

from convite.core.clock import now
from convite.core.database import Database
from convite.core.db import Tx
from convite.core.ids import new_id
from convite.core.log import SYSTEM, Actor, record, record_many
from convite.core.machine import move_many, wrong_state
from convite.core.problems import Conflict, FieldText, Gone, NotFound, invalid
from convite.doors.admission.actions import (
    check_not_listed,
    check_profile,
    check_room,
    keep_places,
    make_party,
)
from convite.doors.admission.queries import is_in_team, left_for_newcomers
from convite.doors.admission.rules import lets_guests_in, offer_lasts, waitlist_mode
from convite.doors.invitations.models import Invitation
from convite.doors.replies.queries import closed_for
from convite.doors.requests.queries import asking_refusal, check_places, latest_of
from convite.doors.waitlist.facts import (
    GuestsLetIn,
    WaitlistConverted,
    WaitlistExpired,
    WaitlistJoined,
    WaitlistLeft,
    WaitlistOffered,
)
from convite.doors.waitlist.models import WaitlistEntry
from convite.doors.waitlist.queries import (
    DUE,
    MOST,
    expired,
    line_of,
    lock_entry,
    next_position,
    waiting_guests,
)
from convite.doors.waitlist.rules import next_in_line
from convite.doors.waitlist.schemas import WaitlistJoin
from convite.events.event.models import Event
from convite.events.event.queries import event_by_id
from convite.events.event.schemas import settings_in_force
from convite.people.identity.models import User
from convite.people.identity.queries import user_by_id
from convite.room.attendees.actions import Reply, answer
from convite.room.capacity.actions import lock_pool
from convite.room.capacity.models import CapacityPool
from convite.room.capacity.rules import places_left
from convite.room.tickettypes.queries import sells_tickets


async def wait(tx: Tx, actor: Actor, event: Event, user: User, body: WaitlistJoin) -> WaitlistEntry:
    """Puts an account at the end of the line of a full event.

    Raises:
        Conflict: places are left, nobody can wait, or they wait, have asked or are on the list already;
            or the event takes nobody now.
        NotAllowed: only invited guests can come.
        Gone: the deadline has passed.
        Invalid: too many places.
    """
    pool = await lock_pool(tx, event.id)
    refusal = asking_refusal(event, is_team=await is_in_team(tx, event, user))
    if refusal is not None:
        raise refusal
    check_places(event, body.places)
    if waitlist_mode(event) == "off":
        raise Conflict("This event has no waiting list.", name="no-waitlist")
    await check_not_listed(tx, event, user)
    await check_profile(tx, event, user)
    asked = await latest_of(tx, event.id, user.id)
    if asked is not None and asked.status in ("pending", "accepted"):
        raise Conflict("You have already asked to come to this event.", name="already-requested")
    if await has_room(tx, pool, body.places):
        raise Conflict("Places are left. Ask for them instead.", name="places-left")
    entry = WaitlistEntry(
        id=new_id(),
        organization_id=event.organization_id,
        event_id=event.id,
        user_id=user.id,
        name=user.name,
        places=body.places,
        message=body.message,
        position=await next_position(tx, event.id),
    )
    tx.add(entry)
    pool.waiting += 1
    await tx.flush()
    await tx.refresh(entry)
    await record(tx, actor, WaitlistJoined.of(entry))
    return entry


async def has_room(tx: Tx, pool: CapacityPool, places: int) -> bool:
    """Whether a newcomer could have so many places, of which nobody who waits could have any."""
    left = await left_for_newcomers(tx, pool)
    return left is None or places <= left


async def locked_entry(tx: Tx, event: Event, key: UUID) -> tuple[CapacityPool, WaitlistEntry, bool]:
    """The event's pool, one of its entries, both locked, and whether its offer has run out.

    Raises:
        NotFound: there is no such entry.
    """
    pool = await lock_pool(tx, event.id)
    found = await lock_entry(tx, event.id, key)
    if found is None:
        raise NotFound
    return pool, found[0], found[1]


async def offer_one(tx: Tx, actor: Actor, event: Event, key: UUID, reason: str) -> WaitlistEntry:
    """Offers places to one who waits, whoever is before them; for that a reason is asked.

    Raises:
        WrongState: they don't wait.
        Conflict: too few places are left, or the event takes nobody now.
        Gone: the event's deadline has passed.
        Invalid: others are before them, and no reason is given.
    """
    pool, entry, _ = await locked_entry(tx, event, key)
    if entry.status != "waiting":
        raise wrong_state(entry, "offered")
    closed = closed_for(event, None, by_guest=True)
    if closed is not None:
        raise closed
    check_room(event, pool, entry.places)
    [first, *_] = await line_of(tx, event.id, at_most=None)
    if first.id != entry.id and not reason:
        english = "Others are before them in the line. Say why it isn't their turn."
        raise invalid("reason", FieldText(name="waitlist.reason", english=english))
    await offer(tx, actor, event, pool, [entry], reason)
    return entry


async def offer(
    tx: Tx,
    actor: Actor,
    event: Event,
    pool: CapacityPool,
    entries: Sequence[WaitlistEntry],
    reason: str = "",
) -> None:
    """Offers places to (locked) waiting entries, for which the (locked) pool has room."""
    rule = settings_in_force(None, event.settings)
    lasts = offer_lasts(now(), event.starts_at, timedelta(minutes=rule.offer_minutes))
    ids = [one.id for one in entries]
    # read once: those who are offered places together have the same time for an answer
    moment = select(func.clock_timestamp()).scalar_subquery()
    await tx.execute(
        update(WaitlistEntry)
        .where(WaitlistEntry.id.in_(ids))
        .values(offer_reason=reason, offered_at=moment, expires_at=moment + lasts)
        .execution_options(synchronize_session=False)
    )
    await move_many(tx, WaitlistEntry, ids, "offered")
    pool.held += sum(one.places for one in entries)
    pool.waiting -= len(entries)
    facts = []
    for entry in entries:
        await tx.refresh(entry)
        facts.append(WaitlistOffered.of(entry, changes={"status": ("waiting", "offered")}))
    await record_many(tx, actor, facts)


async def take_offer(
    tx: Tx, actor: Actor, event: Event, key: UUID
) -> tuple[WaitlistEntry, Invitation | None]:
    """Takes an offer: its people are on the list, and come.

    Where tickets are sold, there is no party yet: the places are kept, to be ordered with `hold_key`.

    Raises:
        WrongState: nothing is offered to them.
        Gone: the offer has run out, or the event's deadline has passed.
        Conflict: they are on the list by now, or the event takes nobody now.
    """
    pool, entry, is_over = await locked_entry(tx, event, key)
    if entry.status == "expired" or (entry.status == "offered" and is_over):
        raise Gone("This offer has run out.", name="offer-over")
    if entry.status != "offered":
        raise wrong_state(entry, "converted")
    closed = closed_for(event, None, by_guest=True)
    if closed is not None:
        raise closed
    user = await user_by_id(tx, entry.user_id)
    if user is None:
        raise NotFound
    await check_not_listed(tx, event, user)
    pool.held -= entry.places
    await tx.flush()
    invitation = None
    if await sells_tickets(tx, event.id):
        most = timedelta(minutes=settings_in_force(None, event.settings).offer_minutes)
        kept = await keep_places(tx, event, pool, user.id, entry.places, most)
        entry.hold_key, entry.order_by = kept.key, kept.until
    else:
        invitation = await make_party(tx, actor, event, user, places=entry.places, answers={})
        entry.invitation_id = invitation.id
    await tx.flush()
    await move_many(tx, WaitlistEntry, [entry.id], "converted")
    await tx.refresh(entry)
    changes = {"status": ("offered", "converted")}
    await record(tx, actor, WaitlistConverted.of(entry, changes=changes))
    return entry, invitation


async def leave(tx: Tx, actor: Actor, event: Event, key: UUID) -> None:
    """Takes an entry off the list; offered places are free for the next in line.

    Raises:
        WrongState: it doesn't wait and has no offer.
    """
    pool, entry, _ = await locked_entry(tx, event, key)
    before = entry.status
    if before == "waiting":
        pool.waiting -= 1
    elif before == "offered":
        pool.held -= entry.places
    else:
        raise wrong_state(entry, "canceled")
    await move_many(tx, WaitlistEntry, [entry.id], "canceled")
    await tx.refresh(entry)
    changes = {"status": (before, "canceled")}
    await record(tx, actor, WaitlistLeft.of(entry, changes=changes))


async def change_places(
    tx: Tx, actor: Actor, event: Event, key: UUID, places: int
) -> WaitlistEntry:
    """Changes for how many places an entry waits; for more it goes to the end of the line.

    Raises:
        WrongState: it doesn't wait.
        Invalid: too many places.
    """
    _, entry, _ = await locked_entry(tx, event, key)
    if entry.status != "waiting":
        raise wrong_state(entry, "waiting")
    check_places(event, places)
    if places != entry.places:
        if places > entry.places:
            entry.position = await next_position(tx, event.id)
        changes = {"places": (entry.places, places)}
        entry.places, entry.version = places, entry.version + 1
        await tx.flush()
        await tx.refresh(entry)
        await record(tx, actor, WaitlistJoined.of(entry, changes=changes))
    return entry


async def let_guests_in(tx: Tx, event: Event, pool: CapacityPool) -> None:
    """Gives free places of the (locked) pool to guests whose yes came when there were none.

    They come without being asked again, the one who waits longest first, and before strangers.
    """
    left = places_left(pool)
    waiting = await waiting_guests(tx, event.id, MOST if left is None else min(left, MOST))
    if not waiting:
        return
    replies = {key: Reply(status="going", actor=SYSTEM) for key in waiting}
    statuses = await answer(tx, event, replies, pool=pool, are_seated=False)
    await tx.refresh(pool)
    parties = Counter(waiting[key] for key, status in statuses.items() if status == "going")
    facts = [
        GuestsLetIn(
            organization_id=event.organization_id,
            object_id=key,
            event_id=event.id,
            invitation_id=key,
            places=places,
        )
        for key, places in parties.items()
        if key is not None
    ]
    await record_many(tx, SYSTEM, facts)


async def offer_freed(system: Database) -> None:
    """Ends offers that have run out and offers places that are free, event by event.

    An event that can't be dealt with is logged, and doesn't keep the others waiting.
    """
    await system.each_event(DUE, offer_at, "places of event %s can't be offered")


async def offer_at(tx: Tx, event_id: UUID) -> None:
    """Ends an event's offers that have run out, and offers what is free to those who are next."""
    pool = await lock_pool(tx, event_id)
    event = await event_by_id(tx, event_id)
    await end_offers(tx, pool, await expired(tx, event_id))
    if event is not None and lets_guests_in(event):
        await let_guests_in(tx, event, pool)
    if event is None or waitlist_mode(event) != "automatic":
        return
    if closed_for(event, None, by_guest=True) is not None:
        return
    passes_over = settings_in_force(None, event.settings).waitlist_passes_over
    left = places_left(pool)
    line = await line_of(tx, event_id, at_most=left if passes_over else None)
    free = sum(one.places for one in line) if left is None else left
    entries, _ = next_in_line(line, free, passes_over=passes_over)
    if entries:
        await offer(tx, SYSTEM, event, pool, entries)


async def end_offers(tx: Tx, pool: CapacityPool, entries: Sequence[WaitlistEntry]) -> None:
    """Ends (locked) offers that have run out, and frees their places."""
    if not entries:
        return
    await move_many(tx, WaitlistEntry, [one.id for one in entries], "expired")
    pool.held -= sum(one.places for one in entries)
    await tx.flush()
    changes = {"status": ("offered", "expired")}
    facts = [WaitlistExpired.of(one, changes=changes) for one in entries]
    await record_many(tx, SYSTEM, facts)
