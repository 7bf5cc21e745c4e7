"""Replies of a party: who is coming, companions, and seats."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from convite.core.clock import now
from convite.core.db import Tx, raw
from convite.core.ids import new_id
from convite.core.log import Actor, Fact, record, record_many
from convite.core.problems import Conflict, NotAllowed, invalid
from convite.doors.invitations.actions import change_invitation, country_of, look_of
from convite.doors.invitations.facts import InvitationOpened, PartyAnswered
from convite.doors.invitations.models import Invitation
from convite.doors.invitations.schemas import AttendanceCreate
from convite.doors.rsvp.queries import closed_for, member_of, only_or_named
from convite.doors.rsvp.rules import plus_ones_left
from convite.doors.rsvp.schemas import GuestAnswered, PartyAnswer, PlusOne, SeatChoice
from convite.entrance.checkin.actions import ScanRequest, scan
from convite.entrance.checkin.models import Direction
from convite.entrance.checkin.schemas import Scan
from convite.events.event.models import Event
from convite.events.questions.actions import check_answers
from convite.events.questions.models import EVENT
from convite.events.questions.queries import questions_of
from convite.people.guests.actions import add_guest, change_guest
from convite.people.guests.schemas import GuestFields
from convite.room.assignments.actions import Choice, Holder, assign
from convite.room.attendees.actions import (
    NewAttendee,
    Reply,
    add_attendee,
    answer,
    change_attendee,
    record_update,
    unseat,
)
from convite.room.attendees.models import Attendee
from convite.room.attendees.queries import Person, party_of
from convite.room.attendees.rules import STATUS_OF_REPLY
from convite.room.capacity.actions import lock_pool


def check_open(actor: Actor, event: Event, invitation: Invitation) -> None:
    """Rejects a change that comes too early or too late.

    Raises:
        Gone: the deadline has passed, or the invitation was canceled.
        Conflict: the event isn't open.
    """
    problem = closed_for(event, invitation, by_guest=actor.kind == "guest")
    if problem is not None:
        raise problem


async def answer_party(
    tx: Tx,
    actor: Actor,
    event: Event,
    invitation: Invitation,
    body: PartyAnswer,
) -> None:
    """Takes a party's answer: per person, with companions and a message, all or nothing.

    Raises:
        Invalid: an answer doesn't fit its question, or names somebody else's guest.
        Conflict: more companions than may come, or the event isn't open.
        Gone: the deadline has passed, or the invitation was canceled.
    """
    check_open(actor, event, invitation)
    if body.plus_ones:  # the first lock of all: two answers at once must not count the same party
        await lock_pool(tx, event.id)
    people = {one.attendee.id: one for one in await party_of(tx, invitation.id)}
    for number, said in enumerate(body.guests):
        if said.id not in people:
            raise invalid(f"guests.{number}.id", "This guest isn't on the invitation.")
    if len({said.id for said in body.guests}) < len(body.guests):
        raise invalid("guests", "The same guest appears twice.")
    await check_party_answers(tx, event, body, people)
    left = plus_ones_left(invitation.max_guests, len(people))
    if len(body.plus_ones) > left:
        raise Conflict(f"Guests you can still bring: {left}.", name="too-many-guests", left=left)
    await keep_contacts(tx, actor, event, body.guests, people)
    wishes = await wishes_of(tx, actor, event, invitation, body, people)
    if wishes:
        await answer(tx, actor, event, wishes)
    if body.message is not None and actor.kind == "guest":
        invitation.reply = body.message
    await mark_answered(tx, actor, invitation)


async def check_party_answers(
    tx: Tx, event: Event, body: PartyAnswer, people: Mapping[UUID, Person]
) -> None:
    """Judges everybody's answers to the event's questions; who comes must answer the required ones."""
    asked = await questions_of(tx, EVENT, event.id)
    questions = [one for one in asked if one.scope == "rsvp"]
    plus_questions = [one for one in asked if one.scope == "plus_one"]
    for number, said in enumerate(body.guests):
        given = said.answers or {}
        before = people[said.id].attendee.answers
        known = {str(question.id) for question in questions}
        merged = {
            key: value for key, value in {**before, **given}.items() if key in known | given.keys()
        }
        check_answers(
            questions,
            merged if said.status == "accepted" else given,
            field=f"guests.{number}.answers",
            complete=said.status == "accepted" and said.answers is not None,
        )
    for number, named in enumerate(body.plus_ones):
        check_answers(
            plus_questions or questions,
            named.answers,
            field=f"plus_ones.{number}.answers",
            complete=False,
        )


async def keep_contacts(
    tx: Tx,
    actor: Actor,
    event: Event,
    guests: Sequence[GuestAnswered],
    people: Mapping[UUID, Person],
) -> None:
    """Stores what people say of how to reach them."""
    for said in guests:
        sent = said.model_dump(exclude_unset=True, include={"email", "phone", "opt_outs"})
        if sent:
            one, country = people[said.id], await country_of(tx, event)
            before = one.guest.version
            guest = await change_guest(tx, actor, one.guest, sent, country=country)
            if guest.version != before:
                await record_update(tx, actor, one.attendee)


async def wishes_of(
    tx: Tx,
    actor: Actor,
    event: Event,
    invitation: Invitation,
    body: PartyAnswer,
    people: Mapping[UUID, Person],
) -> dict[UUID, Reply]:
    """What everybody wishes, companions put on the list first."""
    wishes: dict[UUID, Reply] = {}
    for said in body.guests:
        status = STATUS_OF_REPLY[said.status] if said.status else people[said.id].attendee.status
        status = "going" if status == "waitlisted" else status
        wishes[said.id] = Reply(status=status, answers=said.answers)
    host = next(iter(people), None)
    for named in body.plus_ones:
        companion = await add_companion(tx, actor, event, invitation, named, host)
        wishes[companion.id] = Reply(status="going", answers=named.answers or None)
    return wishes


async def add_companion(
    tx: Tx,
    actor: Actor,
    event: Event,
    invitation: Invitation,
    named: PlusOne,
    host: UUID | None,
) -> Attendee:
    """Adds a companion to the party and the list."""
    guest = await add_guest(
        tx,
        actor,
        GuestFields(first_name=named.first_name, last_name=named.last_name),
        organization_id=event.organization_id,
        country=None,
    )
    arrival = NewAttendee(invitation_id=invitation.id, plus_one_of=host)
    return await add_attendee(tx, actor, event, guest, arrival)


async def mark_answered(tx: Tx, actor: Actor, invitation: Invitation) -> None:
    """Marks the invitation as answered, and opened by it."""
    invitation.responded_at = now()
    invitation.opened_at = invitation.opened_at or now()
    facts: list[Fact] = [await look_of(tx, invitation)]
    if actor.kind == "guest":
        fact = PartyAnswered.of(invitation)
        facts.append(fact)
    await record_many(tx, actor, facts)


async def answer_all(
    tx: Tx, actor: Actor, event: Event, invitation: Invitation, status: str
) -> None:
    """Answers the same for everybody of the party."""
    people = await party_of(tx, invitation.id)
    if not people:
        raise Conflict("This invitation has no named guests yet.", name="nobody-named")
    guests = [GuestAnswered(id=one.attendee.id, status=status) for one in people]
    await answer_party(tx, actor, event, invitation, PartyAnswer(guests=guests))


async def mark_opened(tx: Tx, actor: Actor, invitation: Invitation) -> None:
    """Somebody looked at the page (told by its script, never by fetching it)."""
    if invitation.opened_at is not None or invitation.canceled_at is not None:
        return
    invitation.opened_at = now()
    fact = InvitationOpened.of(invitation)
    await record(tx, actor, fact)


async def change_party(
    tx: Tx, actor: Actor, event: Event, invitation: Invitation, values: dict[str, Any]
) -> None:
    """Changes an invitation's details; a `status` among them answers for everybody.

    Raises:
        NotAllowed: a guest changes more than the answer.
    """
    status = values.pop("status", None)
    if values:
        check_team(actor)
        await change_invitation(tx, actor, invitation, values)
    if status is not None:
        await answer_all(tx, actor, event, invitation, status)


def check_team(actor: Actor) -> None:
    """Rejects changes by a guest that only the host may make."""
    if actor.kind == "guest":
        raise NotAllowed("Guests can only change their own reply; the host manages the rest.")


async def choose_seats(
    tx: Tx,
    actor: Actor,
    event: Event,
    invitation: Invitation,
    choices: Sequence[SeatChoice],
    holder: Holder,
) -> None:
    """Seats people of a party, all or none. Every way of choosing seats uses this.

    Raises:
        NotAllowed: guests don't pick seats at this event.
        Gone, Conflict: answers are closed, or a seat is taken.
        NotFound: somebody isn't of this party.
    """
    await seat_people(tx, actor, event, invitation, choices, holder)
    if actor.kind == "guest":
        await mark_answered(tx, actor, invitation)


async def seat_people(
    tx: Tx,
    actor: Actor,
    event: Event,
    invitation: Invitation,
    choices: Sequence[SeatChoice],
    holder: Holder,
) -> None:
    """Seats people of a party; whether this counts as the party's answer is up to the caller."""
    check_guests_pick(actor, event)
    check_open(actor, event, invitation)
    people = await party_of(tx, invitation.id)
    wanted = [
        Choice(attendee_id=member_of(people, one.guest).attendee.id, seat_id=one.seat_id)
        for one in choices
    ]
    await assign(tx, actor, event, wanted, holder)


async def release_seats(
    tx: Tx, actor: Actor, event: Event, invitation: Invitation, guests: Sequence[UUID] | None
) -> None:
    """Frees the seats of these people of the party, or everybody's.

    Raises:
        NotAllowed, Gone, Conflict, NotFound: as `choose_seats`.
    """
    check_guests_pick(actor, event)
    check_open(actor, event, invitation)
    people = await party_of(tx, invitation.id)
    chosen = people if guests is None else [member_of(people, key) for key in guests]
    await unseat(tx, actor, [one.attendee.id for one in chosen])


def check_guests_pick(actor: Actor, event: Event) -> None:
    """Rejects guests if the host assigns the seats."""
    if actor.kind == "guest" and event.seat_selection != "guest":
        raise NotAllowed("Seats at this event are assigned by the host.", name="seats-by-host")


async def answer_guest(
    tx: Tx,
    actor: Actor,
    event: Event,
    invitation: Invitation,
    holder: Holder,
    key: UUID,
    values: dict[str, Any],
) -> UUID:
    """Changes one guest of a party by the fields sent: answer, seat, and what the team notes of them.

    Returns:
        The attendee's id.

    Raises:
        NotAllowed, Gone, Conflict, NotFound: as `answer_party` and `choose_seats`.
    """
    check_open(actor, event, invitation)
    one = member_of(await party_of(tx, invitation.id), key)
    attendee_id = one.attendee.id
    noted: dict[str, Any] = {name: values[name] for name in ("side", "notes") if name in values}
    if noted:
        check_team(actor)
        await change_attendee(tx, actor, one.attendee, noted)
    has_answer = "status" in values or "answers" in values
    if has_answer:
        said = GuestAnswered(
            id=attendee_id, status=values.get("status"), answers=values.get("answers")
        )
        await answer_party(tx, actor, event, invitation, PartyAnswer(guests=[said]))
    if "seat_id" in values:
        if values["seat_id"] is None:
            await release_seats(tx, actor, event, invitation, [attendee_id])
        else:
            choice = SeatChoice(guest=attendee_id, seat_id=values["seat_id"])
            await seat_people(tx, actor, event, invitation, [choice], holder)
        if actor.kind == "guest" and not has_answer:
            await mark_answered(tx, actor, invitation)
    return attendee_id


async def attend(
    tx: Tx,
    actor: Actor,
    event: Event,
    invitation: Invitation,
    holder: Holder,
    choice: AttendanceCreate,
) -> UUID:
    """Gives a guest of the invitation a seat; one who hasn't answered is coming by it.

    Returns:
        The attendee's id.

    Raises:
        NotAllowed, Gone, Conflict, NotFound: as `answer_party` and `choose_seats`.
    """
    check_open(actor, event, invitation)
    people = await party_of(tx, invitation.id)
    one = only_or_named(people, choice.guest_id, "which by guest_id")
    values: dict[str, Any] = {"seat_id": choice.seat_id}
    if one.attendee.status == "pending":
        values["status"] = "accepted"
    return await answer_guest(tx, actor, event, invitation, holder, one.attendee.id, values)


async def check_in_party(
    tx: Tx,
    actor: Actor,
    event: Event,
    invitation: Invitation,
    keys: Sequence[UUID] | None,
    direction: Direction,
) -> list[Person]:
    """Checks people of a party in or out by the one verb of the door; everybody coming without `keys`.

    Raises:
        Conflict: nobody of them is coming, or all are in (or out) already.
        NotFound: somebody isn't of this party.
    """
    people = await party_of(tx, invitation.id)
    if keys is None:
        wanted = [one.attendee.id for one in people if one.attendee.status in ("going", "pending")]
    else:
        wanted = [member_of(people, key).attendee.id for key in keys]
    if not wanted:
        raise Conflict("No one in this party is coming.", name="not-coming")
    requests = [
        ScanRequest(
            scan=Scan(nonce=str(new_id()), attendee_id=key, direction=direction, method="manual"),
            actor=actor,
        )
        for key in wanted
    ]
    tx.trace.touched.add(event.id)
    results = await scan(await raw(tx), event.id, requests)
    if all(result.result in ("not_coming", "already_in", "already_out") for result in results):
        raise Conflict(
            f"The guest is {results[0].result.replace('_', ' ')}.",
            name=results[0].result.replace("_", "-"),
        ).worded("door")
    return [one for one in await party_of(tx, invitation.id) if one.attendee.id in wanted]
