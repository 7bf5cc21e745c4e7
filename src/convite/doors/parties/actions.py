"""Moves of guests between parties.

Locks in the order of whoever cancels an invitation: the event's pool, then invitations by id.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from sqlalchemy import update

from convite.core.clock import now
from convite.core.db import Tx
from convite.core.inserts import insert_rows
from convite.core.log import Actor, record
from convite.core.problems import Conflict, NotFound
from convite.doors.attachments.actions import move_files
from convite.doors.faults.rules import MAX_IN_PARTY
from convite.doors.invitations.actions import (
    check_open,
    default_label,
    new_invitation,
    record_update,
)
from convite.doors.invitations.facts import (
    InvitationCanceled,
    InvitationCreated,
    InvitationRestored,
)
from convite.doors.invitations.models import Invitation, parts_of_party
from convite.doors.invitations.queries import lock_invitations, with_people
from convite.doors.parties.rules import NewParty, is_whole_party, own_groups
from convite.doors.parts.actions import chosen_parts
from convite.events.event.models import Event
from convite.room.attendees.actions import record_update as record_attendee
from convite.room.attendees.queries import Person, party_of, people_by_ids
from convite.room.capacity.actions import lock_pool
from convite.room.parts.actions import ask_again
from convite.room.undo.actions import register_regrouping


async def move_to_party(
    tx: Tx, actor: Actor, event: Event, ids: Sequence[UUID], invitation_id: UUID | None
) -> Invitation:
    """Moves guests to another party, or to an invitation of their own. Returns that invitation.

    Their companions come along, and so do replies, files and seats. The places of those who leave
    leave with them; a party that has none left is canceled, and its link opens the one they are in
    now. A party that was canceled like this is valid again when somebody is moved back to it.

    Raises:
        NotFound: the invitation isn't the event's, or somebody isn't on the list.
        Conflict: the invitation or the event was canceled, or the party would be too large.
    """
    await lock_pool(tx, event.id)
    check_open(event)
    people = await with_companions(tx, event, ids)
    parties = {one.attendee.invitation_id for one in people} | {invitation_id}
    wanted = [key for key in parties if key is not None]
    locked = await lock_invitations(tx, event.id, wanted)
    if invitation_id is None:
        target = await own_invitation(tx, actor, event, people)
        await keep_parts(tx, people[0].attendee.invitation_id, target)
    elif invitation_id in locked:
        target = locked[invitation_id]
    else:
        raise NotFound("This invitation isn't part of the event.")
    moving = [one for one in people if one.attendee.invitation_id != target.id]
    if not moving:
        return target
    left = Counter(one.attendee.invitation_id for one in moving)
    await open_again(tx, actor, target)
    for person in moving:
        await move_one(tx, actor, person, target)
    await move_files(tx, [one.attendee for one in moving], target)
    await fit(tx, actor, target)
    for key, source in locked.items():
        if key != target.id:
            await leave(tx, actor, source, target, left[key])
    if event.has_parts:
        await ask_again(tx, actor, event, [one.attendee.id for one in moving])
    return target


async def give_parties(
    tx: Tx, actor: Actor, event: Event, ids: Sequence[UUID], how: NewParty
) -> None:
    """Gives guests new parties: each one their own, or one for all of them. Companions come along.

    Whoever has a party for themselves keeps it. If everybody in a party gets their own, the first of
    them keeps it, so that the link that was sent stays theirs.

    Raises:
        NotFound: somebody isn't on the list.
        Conflict: the event was canceled.
    """
    await lock_pool(tx, event.id)
    people = await with_companions(tx, event, ids)
    if not people:
        return
    # all of them at once, in the order of their ids: later steps lock some of them again
    keys = {one.attendee.invitation_id for one in people}
    sources = await lock_invitations(tx, event.id, [key for key in keys if key is not None])
    parties = {
        party.invitation.id: party.people for party in await with_people(tx, list(sources.values()))
    }
    if how == "own":
        groups = own_groups(people, parties)
    elif is_whole_party(people, parties):
        groups = []
    else:
        groups = [list(ids)]
    for group in groups:
        await move_to_party(tx, actor, event, group, None)


async def move_back(
    tx: Tx, actor: Actor, event: Event, wanted: Mapping[UUID, UUID]
) -> Collection[UUID]:
    """Moves guests back to the parties they were in, with the places that left with them.

    Returns those who could be; a party that was canceled for itself takes nobody back.
    """
    returned: set[UUID] = set()
    locked = await lock_invitations(tx, event.id, list(set(wanted.values())))
    for key, target in locked.items():
        if target.canceled_at is not None and target.replaced_by is None:
            continue
        ids = [guest for guest, party in wanted.items() if party == key]
        if target.canceled_at is None:
            moving = [
                one
                for one in await with_companions(tx, event, ids)
                if one.attendee.invitation_id != key
            ]
            target.max_guests += len(moving)
            target.version += 1
        await move_to_party(tx, actor, event, ids, key)
        returned.update(ids)
    return returned


register_regrouping(move_back)


async def with_companions(tx: Tx, event: Event, ids: Sequence[UUID]) -> list[Person]:
    """The guests and those whom they bring.

    Raises:
        NotFound: somebody isn't on the event's list.
    """
    people = [
        one
        for one in await people_by_ids(tx, ids)
        if one.attendee.event_id == event.id and one.attendee.status != "canceled"
    ]
    if len(people) < len(set(ids)):
        raise NotFound("One of these guests is no longer on the list.")
    chosen = {one.attendee.id for one in people}
    for key in {one.attendee.invitation_id for one in people} - {None}:
        people += [
            one
            for one in await party_of(tx, key)  # type: ignore[arg-type]
            if one.attendee.plus_one_of in chosen and one.attendee.id not in chosen
        ]
    return people


async def own_invitation(
    tx: Tx, actor: Actor, event: Event, people: Sequence[Person]
) -> Invitation:
    """A new invitation for these people."""
    invitation = new_invitation(
        event,
        label=default_label([one.guest for one in people]),
        message="",
        max_guests=max(1, len(people)),
        created_by=actor.id if actor.kind == "user" else None,
    )
    tx.add(invitation)
    await tx.flush()
    await record(tx, actor, InvitationCreated.of(invitation))
    return invitation


async def keep_parts(tx: Tx, source_id: UUID | None, target: Invitation) -> None:
    """Invites a new party to the parts that the host chose for the one its guests come from."""
    if source_id is None:
        return
    chosen = await chosen_parts(tx, source_id)
    if chosen:
        await insert_rows(tx, parts_of_party(target, chosen))


async def open_again(tx: Tx, actor: Actor, invitation: Invitation) -> None:
    """Makes an invitation valid again that was canceled because nobody was left in it.

    Raises:
        Conflict: it was canceled for itself.
    """
    if invitation.canceled_at is None:
        return
    if invitation.replaced_by is None:
        raise Conflict("This invitation has been canceled.", name="canceled")
    invitation.canceled_at = invitation.replaced_by = None
    invitation.version += 1
    await tx.flush()
    await record(tx, actor, InvitationRestored.of(invitation))


async def move_one(tx: Tx, actor: Actor, person: Person, target: Invitation) -> None:
    """Moves one person."""
    attendee = person.attendee
    before, attendee.invitation_id = attendee.invitation_id, target.id
    attendee.version += 1
    await tx.flush()
    await record_attendee(tx, actor, attendee, {"invitation_id": (before, target.id)})


async def fit(tx: Tx, actor: Actor, target: Invitation) -> None:
    """Makes room in a party for those who were moved to it.

    Raises:
        Conflict: it would be larger than a party can be.
    """
    size = len(await party_of(tx, target.id))
    if size > MAX_IN_PARTY:
        raise Conflict("A party has at most 1000 guests.", name="party-too-large")
    if size > target.max_guests:
        target.max_guests = size
        target.version += 1
    await record_update(tx, actor, target)


async def leave(tx: Tx, actor: Actor, source: Invitation, target: Invitation, moved: int) -> None:
    """Takes the places of those who left from their party, or cancels it if nobody is left.

    A party that is canceled keeps its places, for those who are moved back to it.
    """
    left = await party_of(tx, source.id)
    source.version += 1
    if left:
        source.max_guests = max(len(left), source.max_guests - moved)
        await record_update(tx, actor, source)
        return
    source.canceled_at, source.replaced_by = now(), target.id
    await tx.flush()
    # links of parties that were joined to this one before follow it
    await tx.execute(
        update(Invitation)
        .where(Invitation.replaced_by == source.id)
        .values(replaced_by=target.id)
        .execution_options(synchronize_session=False)
    )
    await record(tx, actor, InvitationCanceled.of(source))
