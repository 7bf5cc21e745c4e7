"""Writes that put people of the address book on an event's list, and take them off again."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from convite.core.db import Tx
from convite.core.ids import new_id
from convite.core.log import Actor
from convite.core.problems import FieldText, Gone, NotFound, invalid
from convite.doors.book.queries import already_listed, batch_age, in_book
from convite.doors.bulk.rules import Target, UndoCounts
from convite.doors.invitations.actions import (
    NewParties,
    check_open,
    default_label,
    join_party,
    new_invitation,
)
from convite.doors.invitations.facts import InvitationCreated
from convite.doors.invitations.schemas import PartyGuest
from convite.doors.rollback.actions import undo_rows
from convite.events.event.models import Event
from convite.events.team.queries import reach_in_book
from convite.people.guests.models import Guest

#: How long a batch can be undone.
UNDO_FOR = timedelta(days=1)


async def put_on_event(
    tx: Tx, actor: Actor, event: Event, guest_ids: Sequence[UUID]
) -> tuple[UUID, int, int]:
    """Invites people of the address book, each on their own; who is on the list stays as they are.

    Returns the batch's id, how many were added, and how many were on the list.

    Raises:
        Invalid: one isn't in the address book, or not for the actor.
        Conflict: the event is canceled or over.
    """
    check_open(event)
    tx.trace.batch_id = batch_id = new_id()
    ids = list(dict.fromkeys(guest_ids))
    user_id = actor.id if actor.kind == "user" else None
    reach = await reach_in_book(tx, event.organization_id, user_id)
    known = await in_book(tx, event.organization_id, ids, reach)
    for place, key in enumerate(guest_ids):
        if key not in known:
            english = "This guest isn't in the address book."
            raise invalid(
                f"guest_ids/{place}", FieldText(name="invitation.no-guest", english=english)
            )
    listed = await already_listed(tx, event.id, ids)
    added = [known[key] for key in ids if key not in listed]
    new = NewParties()
    for guest in added:
        invite_alone(actor, event, guest, batch_id, new)
    if added:
        await new.write(tx, actor)
    return batch_id, len(added), len(ids) - len(added)


def invite_alone(actor: Actor, event: Event, guest: Guest, batch_id: UUID, new: NewParties) -> None:
    """Adds the rows of a guest's own invitation, marked with the batch."""
    invitation = new_invitation(
        event,
        label=default_label([guest]),
        message="",
        max_guests=1,
        created_by=actor.id if actor.kind == "user" else None,
    )
    invitation.import_id = batch_id
    new.invitations.append(invitation)
    new.facts.append(InvitationCreated.of(invitation))
    named = PartyGuest(guest_id=guest.id)
    for person in join_party(actor, event, invitation, [(guest, named)], new):
        person.attendee.import_id = batch_id


async def take_off_again(tx: Tx, actor: Actor, event: Event, batch_id: UUID) -> UndoCounts:
    """Takes those off the list whom a batch put on it and to whom nothing has happened since.

    Raises:
        NotFound: nobody of the batch is on the list.
        Gone: it is more than a day old.
    """
    age = await batch_age(tx, event.id, batch_id)
    if age is None:
        raise NotFound
    if age > UNDO_FOR:
        raise Gone("This can be undone within 24 hours only.", name="undo-too-late")
    target = Target(
        organization_id=event.organization_id, event_id=event.id, batch_id=batch_id, actor=actor
    )
    return await undo_rows(tx, actor, target)
