"""Writes of duplicates."""

from uuid import UUID

from convite.core.clock import now
from convite.core.db import Tx
from convite.core.log import Actor, record
from convite.core.parts import merges
from convite.core.problems import Conflict, FieldText, NotFound, invalid
from convite.core.shapes import patch
from convite.doors.duplicates.queries import SharedEvent, lock_guests, shared_events
from convite.doors.duplicates.rules import merged_details
from convite.people.guests.actions import set_keys
from convite.people.guests.facts import GuestsMerged
from convite.people.guests.models import Guest
from convite.room.attendees.queries import attendee_ids_of


async def merge(tx: Tx, actor: Actor, keep: UUID, remove: UUID) -> Guest:
    """Merges two guests of an address book: deletes `remove` and moves its data to `keep`.

    Locks both guests, in order of id.

    Raises:
        Invalid: both ids are the same.
        NotFound: one of them is no longer in the address book.
        Conflict: both are on the list of the same event; `blocking` lists the attendees to remove.
    """
    if keep == remove:
        english = "Choose two different guests."
        raise invalid("remove", FieldText(name="guests.same", english=english))
    guests = await lock_guests(tx, [keep, remove])
    if len(guests) < 2:
        raise NotFound("One of these guests is no longer in the address book.")
    kept, removed = guests[keep], guests[remove]
    shared = await shared_events(tx, keep, remove)
    if shared:
        raise both_on_list(kept, removed, shared)
    removed.deleted_at = now()
    await tx.flush()  # first, because e-mails are unique among guests that aren't deleted
    changed = patch(kept, merged_details(kept, removed))
    set_keys(kept)
    await tx.flush()
    moved_attendees = len(await attendee_ids_of(tx, removed.id))
    for move in merges():
        await move(tx, actor, kept, removed)
    merged = GuestsMerged(
        organization_id=kept.organization_id,
        object_id=kept.id,
        removed_id=removed.id,
        attendees=moved_attendees,
        changes=changed,
    )
    await record(tx, actor, merged)
    await tx.refresh(kept)
    return kept


def both_on_list(kept: Guest, removed: Guest, shared: list[SharedEvent]) -> Conflict:
    """The problem that both are on a list; the user decides which reply and seat to keep."""
    titles = ", ".join(f"“{event.title}”" for event in shared[:3])
    more = f" and {len(shared) - 3} more" if len(shared) > 3 else ""
    return Conflict(
        f"{kept.name} and {removed.name} are both on the list of {titles}{more}. "
        "Remove one of them there first, then merge.",
        name="both-on-list",
        blocking=[str(event.remove) for event in shared],
        events=[
            {
                "event_id": str(event.event_id),
                "title": event.title,
                "keep": str(event.keep),
                "remove": str(event.remove),
            }
            for event in shared
        ],
    ).with_text(
        kept=kept.name, removed=removed.name, titles=", ".join(event.title for event in shared[:3])
    )
