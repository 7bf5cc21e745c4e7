"""Writes of an event's guest list."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from convite.core.db import Tx
from convite.core.ids import new_id
from convite.core.log import Actor
from convite.core.problems import FieldText, Invalid, NotFound, invalid
from convite.doors.guestlist.rules import changed_tags
from convite.doors.guestlist.schemas import BulkChange, BulkValues, EventGuestAdd
from convite.doors.invitations.actions import add_to_party, invite
from convite.doors.invitations.models import Invitation
from convite.doors.invitations.queries import country_of, invitation_by_id
from convite.doors.invitations.schemas import InvitationFields, PartyGuest
from convite.doors.lists.queries import matching_ids
from convite.doors.parties.actions import give_parties, move_to_party
from convite.doors.replies.actions import answer_party
from convite.doors.replies.schemas import GuestAnswered, PartyAnswer
from convite.events.event.models import Event
from convite.people.guests.actions import change_guest, check_not_erased
from convite.people.guests.schemas import GuestDetails
from convite.room.assignments.actions import Choice, Holder, assign
from convite.room.attendees.actions import (
    Reply,
    answer,
    record_update,
    remove_attendees,
    unseat,
)
from convite.room.attendees.queries import Person, people_by_ids, person_by_id
from convite.room.attendees.rules import STATUS_OF_REPLY
from convite.room.details.actions import Details, change_attendee, change_details
from convite.room.undo.actions import lock_standings, remember, restore_person

#: Status of an attendee → status of a reply.
REPLIES = {"going": "accepted", "declined": "declined"}


async def add_to_list(
    tx: Tx, actor: Actor, event: Event, body: EventGuestAdd
) -> tuple[Person, Invitation]:
    """Adds a guest to the list, in the given party or with their own invitation.

    Returns the guest and their invitation.
    """
    named = PartyGuest(**body.model_dump(exclude={"invitation_id", "status"}))
    if body.invitation_id is not None:
        invitation = await invitation_by_id(tx, body.invitation_id)
        if invitation is None or invitation.event_id != event.id:
            raise NotFound("This invitation isn't part of the event.")
        [added] = await add_to_party(tx, actor, event, invitation, [named])
    else:
        party = await invite(tx, actor, event, InvitationFields(guests=[named]))
        invitation, [added] = party.invitation, party.people
    if body.status is not None:
        await answer_for(tx, actor, event, added, body.status)
        added = await person_on_list(tx, event, added.attendee.id)
    return added, invitation


async def person_on_list(tx: Tx, event: Event, key: UUID) -> Person:
    """An attendee of the event who hasn't been removed.

    Raises:
        NotFound: there is no such attendee.
    """
    person = await person_by_id(tx, event.id, key)
    if person is None or person.attendee.status == "canceled":
        raise NotFound
    return person


async def answer_for(
    tx: Tx,
    actor: Actor,
    event: Event,
    person: Person,
    status: str | None = None,
    answers: Any = None,
    parts: Sequence[Mapping[str, Any]] | None = None,
) -> None:
    """Replies on a guest's behalf, through their invitation if they have one."""
    new_status = STATUS_OF_REPLY[status] if status else person.attendee.status
    said = {one["part_id"]: STATUS_OF_REPLY[one["status"]] for one in parts or ()}
    invitation_id = person.attendee.invitation_id
    invitation = await invitation_by_id(tx, invitation_id) if invitation_id else None
    # answers alone are a reply too, and judged like one
    wanted = set(said.values()) or ({new_status} if status else set())
    if invitation is None or not wanted <= REPLIES.keys():
        kept = None if status and not said else said
        reply = Reply(status=new_status, answers=answers, parts=kept, actor=actor)
        await answer(tx, event, {person.attendee.id: reply})
        return
    answered = GuestAnswered(
        id=person.attendee.id,
        status=REPLIES.get(new_status) if status else None,
        parts=[{"part_id": key, "status": REPLIES[to]} for key, to in said.items()] or None,
        answers=answers,
    )
    await answer_party(tx, actor, event, invitation, PartyAnswer(guests=[answered]))


async def change_on_list(
    tx: Tx, actor: Actor, event: Event, person: Person, values: dict[str, Any], holder: Holder
) -> Person:
    """Changes a guest's details, reply and seat, all or nothing. Notes are the event's, not the book's."""
    check_not_erased(person.guest)
    fields: dict[str, Any] = {name: values[name] for name in ("side", "notes") if name in values}
    details = {name: values[name] for name in GuestDetails.model_fields if name in values}
    details.pop("notes", None)
    if details:
        old_version, country = person.guest.version, await country_of(tx, event)
        guest = await change_guest(tx, actor, person.guest, details, country=country)
        if guest.version != old_version:
            await record_update(tx, actor, person.attendee)
    if fields:
        await change_attendee(tx, actor, person.attendee, fields)
    told = {name: values[name] for name in ("status", "answers", "parts") if name in values}
    if told:
        await answer_for(tx, actor, event, person, **told)
    if "invitation_id" in values:
        await move_to_party(tx, actor, event, [person.attendee.id], values["invitation_id"])
    if "seat_id" in values:
        await seat(tx, actor, event, person, values["seat_id"], holder)
    return await person_on_list(tx, event, person.attendee.id)


async def seat(
    tx: Tx, actor: Actor, event: Event, person: Person, seat_id: UUID | None, holder: Holder
) -> None:
    """Assigns or releases a guest's seat."""
    if seat_id is None:
        await unseat(tx, actor, [person.attendee.id])
    else:
        choice = Choice(attendee_id=person.attendee.id, seat_id=seat_id)
        await assign(tx, actor, event, [choice], holder)


async def remove_from_list(tx: Tx, actor: Actor, event: Event, person: Person) -> None:
    """Removes a guest from the event; they stay in the address book, and can be restored."""
    before = await lock_standings(tx, event.id, [person.attendee.id])
    await remove_attendees(tx, actor, event, [person.attendee.id])
    await remember(tx, event, "removed", before)


async def restore_to_list(
    tx: Tx, actor: Actor, event: Event, person: Person, holder: Holder
) -> Person:
    """Puts a removed guest back on the list as they were, with their seat if it is still free.

    Raises:
        Conflict: they are on the list, or can't be put back.
    """
    await restore_person(tx, actor, event, person.attendee, holder)
    return await person_on_list(tx, event, person.attendee.id)


#: Most guests that one request changes by filters.
MAX_MATCHING = 10_000
#: Most guests who get new parties at once, each of which is an invitation with a link of its own.
MAX_SPLIT = 500


async def change_many(tx: Tx, actor: Actor, event: Event, body: BulkChange) -> tuple[UUID, int]:
    """Makes the same change for many guests; returns the batch id and the number of guests.

    Raises:
        Invalid: the filters match too many, or who is removed should be moved too.
    """
    check_change(body.set)
    tx.trace.batch_id = batch_id = new_id()
    ids, values = await chosen(tx, event, body), body.set
    people = [one for one in await people_by_ids(tx, ids) if one.attendee.event_id == event.id]
    active = [person for person in people if person.attendee.status != "canceled"]
    keys = [person.attendee.id for person in active]
    before = await lock_standings(tx, event.id, keys)
    if values.status == "canceled":
        await remove_attendees(tx, actor, event, keys)
    elif values.status is not None:
        reply = Reply(status=STATUS_OF_REPLY[values.status], actor=actor)
        await answer(tx, event, {person.attendee.id: reply for person in active})
    if values.invitation_id is not None:
        await move_to_party(tx, actor, event, keys, values.invitation_id)
    if values.party is not None:
        await give_parties(tx, actor, event, keys, values.party)
    details = {
        person.attendee.id: Details(
            side=person.attendee.side if values.side is None else values.side,
            tags=changed_tags(person.guest.tags, values.add_tags, values.remove_tags),
            is_child=person.guest.is_child if values.is_child is None else values.is_child,
        )
        for person in active
    }
    await change_details(tx, actor, active, details)
    kind = "removed" if values.status == "canceled" else "changed"
    await remember(tx, event, kind, before, batch_id=batch_id)
    return batch_id, len(active)


def check_change(values: BulkValues) -> None:
    """Rejects a removal of guests who should get another party as well."""
    moves = [name for name in ("invitation_id", "party") if getattr(values, name) is not None]
    if values.status == "canceled" and moves:
        english = "Guests can be removed or moved, not both. Choose one."
        fault = FieldText(name="bulk.removed-moves", english=english)
        errors = [{"pointer": f"/set/{name}", "detail": fault} for name in ("status", *moves)]
        raise Invalid(english, name="removed-moves", errors=errors)


async def chosen(tx: Tx, event: Event, body: BulkChange) -> Sequence[UUID]:
    """The ids of the people that a change is for.

    Raises:
        Invalid: the filters match too many.
    """
    if body.filters is None:
        return body.ids or []
    most = MAX_MATCHING if body.set.party is None else MAX_SPLIT
    found = await matching_ids(tx, event.id, body.filters, most=most)
    if len(found) > most:
        english = f"More than {most} guests match. Narrow the filters and change fewer at once."
        text = FieldText(name="bulk.too-many", english=english, values={"most": most})
        raise invalid("filters", text)
    return found
