"""Writes of duplicates."""

from uuid import UUID

from sqlalchemy import update

from convite.core.clock import now
from convite.core.db import Tx
from convite.core.log import Actor, record
from convite.core.problems import Conflict, NotFound, invalid
from convite.core.shapes import patch
from convite.doors.duplicates.queries import Shared, attendees_of, lock_guests, shared_events
from convite.doors.duplicates.rules import filled
from convite.people.guests.actions import set_keys
from convite.people.guests.facts import GuestsMerged
from convite.people.guests.models import Guest
from convite.room.attendees.actions import tell_changed
from convite.room.attendees.queries import lock_attendees


async def merge(tx: Tx, actor: Actor, keep: UUID, remove: UUID) -> Guest:
    """Makes two guests of an address book one: `remove` is gone, `keep` has what hung from them.

    Raises:
        Invalid: they are the same row.
        NotFound: one of them isn't in the address book any more.
        Conflict: both stand on one event's list; `blocking` names the attendees to take off first.
    """
    if keep == remove:
        raise invalid("remove", "Name two different guests.")
    guests = await lock_guests(tx, [keep, remove])
    if len(guests) < 2:
        raise NotFound("One of these guests isn't in the address book any more.")
    kept, removed = guests[keep], guests[remove]
    shared = await shared_events(tx, keep, remove)
    if shared:
        raise both_on_list(kept, removed, shared)
    removed.deleted_at = now()
    await tx.flush()  # before the kept one takes the e-mail, which is unique among the living
    changed = patch(kept, filled(kept, removed))
    set_keys(kept)
    await tx.flush()
    moved = await move_attendees(tx, actor, kept, removed)
    await reach_through(tx, kept, removed)
    fact = GuestsMerged(
        organization_id=kept.organization_id,
        object_id=kept.id,
        removed_id=removed.id,
        attendees=moved,
        changes=changed,
    )
    await record(tx, actor, fact)
    await tx.refresh(kept)
    return kept


def both_on_list(kept: Guest, removed: Guest, shared: list[Shared]) -> Conflict:
    """Both are on a list: which of their answers and seats counts is for a person to say."""
    titles = ", ".join(f"“{one.title}”" for one in shared[:3])
    more = f" and {len(shared) - 3} more" if len(shared) > 3 else ""
    return Conflict(
        f"{kept.name} and {removed.name} are both on the list of {titles}{more}. "
        "Take one of them off there first, then merge.",
        name="both-on-list",
        blocking=[str(one.remove) for one in shared],
        events=[
            {
                "event_id": str(one.event_id),
                "title": one.title,
                "keep": str(one.keep),
                "remove": str(one.remove),
            }
            for one in shared
        ],
    )


async def move_attendees(tx: Tx, actor: Actor, kept: Guest, removed: Guest) -> int:
    """Moves who stands on lists as the removed one, answers, seats and scans with them."""
    attendees = await lock_attendees(tx, await attendees_of(tx, removed.id))
    for attendee in attendees.values():
        changes = patch(attendee, {"guest_id": kept.id, "sort_key": kept.sort_key})
        await tx.flush()
        await tell_changed(tx, actor, attendee, changes)
    return len(attendees)


async def reach_through(tx: Tx, kept: Guest, removed: Guest) -> None:
    """Whoever was reached through the removed one is reached through the kept one."""
    moved = await tx.execute(
        update(Guest)
        .where(Guest.reached_through == removed.id, Guest.id != kept.id)
        .values(reached_through=kept.id)
        .returning(Guest.id)
        .execution_options(synchronize_session=False)
    )
    circle = {kept.id, removed.id, *moved.scalars()}
    through = kept.reached_through
    if through is None and not kept.email:
        through = removed.reached_through
    kept.reached_through = None if through in circle else through
    await tx.flush()
