"""Writes of duplicates."""

from uuid import UUID

from convite.core.clock import now
from convite.core.db import Tx
from convite.core.log import Actor, record
from convite.core.parts import merges
from convite.core.problems import Conflict, NotFound, invalid
from convite.core.shapes import patch
from convite.doors.duplicates.queries import Shared, lock_guests, shared_events
from convite.doors.duplicates.rules import filled
from convite.people.guests.actions import set_keys
from convite.people.guests.facts import GuestsMerged
from convite.people.guests.models import Guest
from convite.room.attendees.queries import attendee_ids_of


async def merge(tx: Tx, actor: Actor, keep: UUID, remove: UUID) -> Guest:
    """Merges two guests of an address book: `remove` is deleted, `keep` gets its data.

    Raises:
        Invalid: they are the same row.
        NotFound: one of them is no longer in the address book.
        Conflict: both stand on one event's list; `blocking` names the attendees to take off first.
    """
    if keep == remove:
        raise invalid("remove", "Choose two different guests.")
    guests = await lock_guests(tx, [keep, remove])
    if len(guests) < 2:
        raise NotFound("One of these guests is no longer in the address book.")
    kept, removed = guests[keep], guests[remove]
    shared = await shared_events(tx, keep, remove)
    if shared:
        raise both_on_list(kept, removed, shared)
    removed.deleted_at = now()
    await tx.flush()  # before the kept one takes the e-mail, which is unique among the living
    changed = patch(kept, filled(kept, removed))
    set_keys(kept)
    await tx.flush()
    moved = len(await attendee_ids_of(tx, removed.id))
    for move in merges():
        await move(tx, actor, kept, removed)
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
    """Both are on a list: a person must decide which reply and seat to keep."""
    titles = ", ".join(f"“{one.title}”" for one in shared[:3])
    more = f" and {len(shared) - 3} more" if len(shared) > 3 else ""
    return Conflict(
        f"{kept.name} and {removed.name} are both on the list of {titles}{more}. "
        "Remove one of them there first, then merge.",
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
    ).worded(
        kept=kept.name, removed=removed.name, titles=", ".join(one.title for one in shared[:3])
    )
