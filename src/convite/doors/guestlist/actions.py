"""Writes of an event's guest list."""

from typing import Any
from uuid import UUID

from convite.core.db import Tx
from convite.core.ids import new_id
from convite.core.log import Actor
from convite.core.problems import NotFound
from convite.doors.guestlist.schemas import BulkValues, EventGuestAdd
from convite.doors.invitations.actions import add_to_party, country_of, invite
from convite.doors.invitations.queries import invitation_by_id
from convite.doors.invitations.schemas import InvitationFields, PartyGuest
from convite.doors.rsvp.actions import answer_party
from convite.doors.rsvp.schemas import GuestAnswered, PartyAnswer
from convite.events.event.models import Event
from convite.people.guests.actions import change_guest
from convite.people.guests.schemas import GuestFields
from convite.room.assignments.actions import Choice, Holder, assign
from convite.room.attendees.actions import (
    Reply,
    answer,
    change_attendee,
    record_update,
    remove_attendees,
    unseat,
)
from convite.room.attendees.queries import Person, party_of, people_by_ids, person_by_id
from convite.room.attendees.rules import STATUS_OF_REPLY

WORDS = {"going": "accepted", "declined": "declined"}


async def add_to_list(tx: Tx, actor: Actor, event: Event, body: EventGuestAdd) -> Person:
    """Adds a person to the list, in the given party or with their own invitation."""
    named = PartyGuest(**body.model_dump(exclude={"invitation_id", "status"}))
    if body.invitation_id is not None:
        invitation = await invitation_by_id(tx, body.invitation_id)
        if invitation is None or invitation.event_id != event.id:
            raise NotFound("This invitation isn't part of the event.")
        added = (await add_to_party(tx, actor, event, invitation, [named]))[0].id
    else:
        invitation = await invite(tx, actor, event, InvitationFields(guests=[named]))
        added = (await party_of(tx, invitation.id))[0].attendee.id
    if body.status is not None:
        await answer_for(
            tx, actor, event, await person_on_list(tx, event, added), body.status, None
        )
    return await person_on_list(tx, event, added)


async def person_on_list(tx: Tx, event: Event, key: UUID) -> Person:
    """One of the event's people; removed ones don't count.

    Raises:
        NotFound: nobody of this event.
    """
    one = await person_by_id(tx, event.id, key)
    if one is None or one.attendee.status == "canceled":
        raise NotFound
    return one


async def answer_for(
    tx: Tx, actor: Actor, event: Event, one: Person, status: str | None, answers: Any
) -> None:
    """Replies on a person's behalf, through their invitation if they have one."""
    own = STATUS_OF_REPLY[status] if status else one.attendee.status
    invitation_id = one.attendee.invitation_id
    invitation = await invitation_by_id(tx, invitation_id) if invitation_id else None
    if invitation is None or own not in WORDS:
        await answer(tx, actor, event, {one.attendee.id: Reply(status=own, answers=answers)})
        return
    said = GuestAnswered(
        id=one.attendee.id,
        status=WORDS[own] if status else None,
        answers=answers,
    )
    await answer_party(tx, actor, event, invitation, PartyAnswer(guests=[said]))


async def change_on_list(
    tx: Tx, actor: Actor, event: Event, one: Person, values: dict[str, Any], holder: Holder
) -> Person:
    """Changes somebody's details, answer and seat, all or nothing."""
    details = {name: values[name] for name in GuestFields.model_fields if name in values}
    if details:
        before, country = one.guest.version, await country_of(tx, event)
        guest = await change_guest(tx, actor, one.guest, details, country=country)
        if guest.version != before:
            await record_update(tx, actor, one.attendee)
    noted = {name: values[name] for name in ("side",) if name in values}
    if noted:
        await change_attendee(tx, actor, one.attendee, noted)
    if "status" in values or "answers" in values:
        await answer_for(tx, actor, event, one, values.get("status"), values.get("answers"))
    if "seat_id" in values:
        await seat(tx, actor, event, one, values["seat_id"], holder)
    return await person_on_list(tx, event, one.attendee.id)


async def seat(
    tx: Tx, actor: Actor, event: Event, one: Person, seat_id: UUID | None, holder: Holder
) -> None:
    """Assigns or releases a person's seat."""
    if seat_id is None:
        await unseat(tx, actor, [one.attendee.id])
    else:
        choice = Choice(attendee_id=one.attendee.id, seat_id=seat_id)
        await assign(tx, actor, event, [choice], holder)


async def change_attendee_fields(
    tx: Tx, actor: Actor, event: Event, one: Person, values: dict[str, Any], holder: Holder
) -> Person:
    """As `change_on_list`, for the fields of an attendee (side, notes)."""
    noted: dict[str, Any] = {n: values.pop(n) for n in ("side", "notes") if n in values}
    if noted:
        await change_attendee(tx, actor, one.attendee, noted)
    return await change_on_list(tx, actor, event, one, values, holder)


async def remove_from_list(tx: Tx, actor: Actor, event: Event, one: Person) -> None:
    """Removes a person from the event; they stay in the address book."""
    await remove_attendees(tx, actor, event, [one.attendee.id])


async def change_many(
    tx: Tx, actor: Actor, event: Event, ids: list[UUID], values: BulkValues
) -> tuple[UUID, int]:
    """The same change for many, under one batch id. Returns it and how many were changed."""
    tx.trace.batch_id = new_id()
    people = [one for one in await people_by_ids(tx, ids) if one.attendee.event_id == event.id]
    living = [one for one in people if one.attendee.status != "canceled"]
    if values.status is not None:
        wish = Reply(status=STATUS_OF_REPLY[values.status])
        await answer(tx, actor, event, {one.attendee.id: wish for one in living})
    if values.side is not None:
        for one in living:
            await change_attendee(tx, actor, one.attendee, {"side": values.side})
    return tx.trace.batch_id, len(living)
