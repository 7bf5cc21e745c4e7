"""Writes of a party's replies: who is coming, plus-ones and seats."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from convite.core.clock import now
from convite.core.db import Tx
from convite.core.ids import new_id
from convite.core.log import Actor, Fact, record, record_many
from convite.core.problems import Conflict, NotAllowed, invalid
from convite.doors.invitations.actions import change_invitation, country_of, updated_fact
from convite.doors.invitations.facts import InvitationOpened, PartyAnswered
from convite.doors.invitations.models import Invitation
from convite.doors.invitations.schemas import AttendanceCreate
from convite.doors.rsvp.queries import closed_for, member_of, named_or_only_guest, seats_by_host
from convite.doors.rsvp.rules import plus_ones_left
from convite.doors.rsvp.schemas import GuestAnswered, PartyAnswer, PlusOne, SeatChoice
from convite.entrance.checkin.actions import ScanRequest, scan
from convite.entrance.checkin.models import Direction
from convite.entrance.checkin.schemas import Scan
from convite.events.event.actions import check_not_canceled
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
    """Rejects a change while replies are closed.

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
    """Stores a party's reply: per guest, with plus-ones and a message, all or nothing.

    Raises:
        Invalid: an answer doesn't fit its question, or a guest isn't on the invitation.
        Conflict: there are more plus-ones than allowed, or the event isn't open.
        Gone: the deadline has passed, or the invitation was canceled.
    """
    check_open(actor, event, invitation)
    if body.plus_ones:
        # The first lock: concurrent replies must not both count the same plus-ones left.
        await lock_pool(tx, event.id)
    people = {person.attendee.id: person for person in await party_of(tx, invitation.id)}
    for number, reply in enumerate(body.guests):
        if reply.id not in people:
            raise invalid(f"guests.{number}.id", "This guest isn't on the invitation.")
    if len({reply.id for reply in body.guests}) < len(body.guests):
        raise invalid("guests", "The same guest appears twice.")
    await check_party_answers(tx, event, body, people)
    left = plus_ones_left(invitation.max_guests, len(people))
    if len(body.plus_ones) > left:
        raise Conflict(f"Guests you can still bring: {left}.", name="too-many-guests", left=left)
    await update_contacts(tx, actor, event, body.guests, people)
    wishes = await wishes_of(tx, actor, event, invitation, body, people)
    if wishes:
        await answer(tx, actor, event, wishes)
    if body.message is not None and actor.kind == "guest":
        invitation.reply = body.message
    await mark_answered(tx, actor, invitation)


async def check_party_answers(
    tx: Tx, event: Event, body: PartyAnswer, people: Mapping[UUID, Person]
) -> None:
    """Validates all answers to the event's questions; guests who come must answer required ones."""
    all_questions = await questions_of(tx, EVENT, event.id)
    questions = [question for question in all_questions if question.scope == "rsvp"]
    plus_one_questions = [question for question in all_questions if question.scope == "plus_one"]
    for number, reply in enumerate(body.guests):
        new = reply.answers or {}
        old = people[reply.id].attendee.answers
        known = {str(question.id) for question in questions}
        merged = {key: value for key, value in {**old, **new}.items() if key in known | new.keys()}
        check_answers(
            questions,
            merged if reply.status == "accepted" else new,
            field=f"guests.{number}.answers",
            complete=reply.status == "accepted" and reply.answers is not None,
        )
    for number, plus_one in enumerate(body.plus_ones):
        check_answers(
            plus_one_questions or questions,
            plus_one.answers,
            field=f"plus_ones.{number}.answers",
            complete=False,
        )


async def update_contacts(
    tx: Tx,
    actor: Actor,
    event: Event,
    guests: Sequence[GuestAnswered],
    people: Mapping[UUID, Person],
) -> None:
    """Updates guests' contact details and opt-outs."""
    for reply in guests:
        contacts = reply.model_dump(exclude_unset=True, include={"email", "phone", "opt_outs"})
        if contacts:
            person, country = people[reply.id], await country_of(tx, event)
            old_version = person.guest.version
            guest = await change_guest(tx, actor, person.guest, contacts, country=country)
            if guest.version != old_version:
                await record_update(tx, actor, person.attendee)


async def wishes_of(
    tx: Tx,
    actor: Actor,
    event: Event,
    invitation: Invitation,
    body: PartyAnswer,
    people: Mapping[UUID, Person],
) -> dict[UUID, Reply]:
    """The requested statuses and answers; adds plus-ones to the list first."""
    wishes: dict[UUID, Reply] = {}
    for reply in body.guests:
        status = STATUS_OF_REPLY[reply.status] if reply.status else people[reply.id].attendee.status
        status = "going" if status == "waitlisted" else status
        wishes[reply.id] = Reply(status=status, answers=reply.answers)
    host = next(iter(people), None)
    for plus_one in body.plus_ones:
        attendee = await add_plus_one(tx, actor, event, invitation, plus_one, host)
        wishes[attendee.id] = Reply(status="going", answers=plus_one.answers or None)
    return wishes


async def add_plus_one(
    tx: Tx,
    actor: Actor,
    event: Event,
    invitation: Invitation,
    plus_one: PlusOne,
    host: UUID | None,
) -> Attendee:
    """Adds a plus-one to the party and the list."""
    guest = await add_guest(
        tx,
        actor,
        GuestFields(first_name=plus_one.first_name, last_name=plus_one.last_name),
        organization_id=event.organization_id,
        country=None,
    )
    arrival = NewAttendee(invitation_id=invitation.id, plus_one_of=host)
    return await add_attendee(tx, actor, event, guest, arrival)


async def mark_answered(tx: Tx, actor: Actor, invitation: Invitation) -> None:
    """Marks the invitation as answered, and as opened if it wasn't."""
    invitation.responded_at = now()
    invitation.opened_at = invitation.opened_at or now()
    facts: list[Fact] = [await updated_fact(tx, invitation)]
    if actor.kind == "guest":
        facts.append(PartyAnswered.of(invitation))
    await record_many(tx, actor, facts)


async def answer_all(
    tx: Tx, actor: Actor, event: Event, invitation: Invitation, status: str
) -> None:
    """Replies with the same status for everybody in the party."""
    people = await party_of(tx, invitation.id)
    if not people:
        raise Conflict("This invitation has no named guests yet.", name="nobody-named")
    guests = [GuestAnswered(id=person.attendee.id, status=status) for person in people]
    await answer_party(tx, actor, event, invitation, PartyAnswer(guests=guests))


async def mark_opened(tx: Tx, actor: Actor, invitation: Invitation) -> None:
    """Marks the invitation as opened; called by the page's script, not by fetching the page."""
    if invitation.opened_at is not None or invitation.canceled_at is not None:
        return
    invitation.opened_at = now()
    await record(tx, actor, InvitationOpened.of(invitation))


async def change_party(
    tx: Tx, actor: Actor, event: Event, invitation: Invitation, values: dict[str, Any]
) -> None:
    """Changes an invitation's details; `status` replies for everybody.

    Raises:
        NotAllowed: a guest changes more than the reply.
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
    """Seats guests of a party, all or none; a guest's choice counts as the party's reply.

    Raises:
        NotAllowed: guests can't choose seats at this event.
        Gone, Conflict: replies are closed, or a seat is taken.
        NotFound: a guest isn't in this party.
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
    """Seats guests of a party, without marking the invitation as answered."""
    check_guests_pick(actor, event)
    check_open(actor, event, invitation)
    people = await party_of(tx, invitation.id)
    assignments = [
        Choice(attendee_id=member_of(people, choice.guest).attendee.id, seat_id=choice.seat_id)
        for choice in choices
    ]
    await assign(tx, actor, event, assignments, holder)


async def release_seats(
    tx: Tx, actor: Actor, event: Event, invitation: Invitation, guests: Sequence[UUID] | None
) -> None:
    """Releases the seats of these guests of the party, or everybody's.

    Raises:
        NotAllowed, Gone, Conflict, NotFound: as `choose_seats`.
    """
    check_guests_pick(actor, event)
    check_open(actor, event, invitation)
    people = await party_of(tx, invitation.id)
    chosen = people if guests is None else [member_of(people, key) for key in guests]
    await unseat(tx, actor, [person.attendee.id for person in chosen])


def check_guests_pick(actor: Actor, event: Event) -> None:
    """Rejects guests who choose seats if the host assigns them."""
    refusal = seats_by_host(event)
    if actor.kind == "guest" and refusal is not None:
        raise refusal


async def answer_guest(
    tx: Tx,
    actor: Actor,
    event: Event,
    invitation: Invitation,
    holder: Holder,
    key: UUID,
    values: dict[str, Any],
) -> UUID:
    """Changes one guest of a party: reply, answers, seat, and the team's notes.

    Only the given fields are changed.

    Returns:
        The attendee's id.

    Raises:
        NotAllowed, Gone, Conflict, NotFound: as `answer_party` and `choose_seats`.
    """
    check_open(actor, event, invitation)
    person = member_of(await party_of(tx, invitation.id), key)
    attendee_id = person.attendee.id
    fields: dict[str, Any] = {name: values[name] for name in ("side", "notes") if name in values}
    if fields:
        check_team(actor)
        await change_attendee(tx, actor, person.attendee, fields)
    has_reply = "status" in values or "answers" in values
    if has_reply:
        reply = GuestAnswered(
            id=attendee_id, status=values.get("status"), answers=values.get("answers")
        )
        await answer_party(tx, actor, event, invitation, PartyAnswer(guests=[reply]))
    if "seat_id" in values:
        if values["seat_id"] is None:
            await release_seats(tx, actor, event, invitation, [attendee_id])
        else:
            choice = SeatChoice(guest=attendee_id, seat_id=values["seat_id"])
            await seat_people(tx, actor, event, invitation, [choice], holder)
        if actor.kind == "guest" and not has_reply:
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
    """Assigns a seat to a guest of the invitation; a pending guest is marked as coming.

    Returns:
        The attendee's id.

    Raises:
        NotAllowed, Gone, Conflict, NotFound: as `answer_party` and `choose_seats`.
    """
    check_open(actor, event, invitation)
    people = await party_of(tx, invitation.id)
    person = named_or_only_guest(people, choice.guest_id, "which by guest_id")
    values: dict[str, Any] = {"seat_id": choice.seat_id}
    if person.attendee.status == "pending":
        values["status"] = "accepted"
    return await answer_guest(tx, actor, event, invitation, holder, person.attendee.id, values)


async def check_in_party(
    tx: Tx,
    actor: Actor,
    event: Event,
    invitation: Invitation,
    keys: Sequence[UUID] | None,
    direction: Direction,
) -> list[Person]:
    """Checks guests of a party in or out; without `keys`, everybody coming or pending.

    Raises:
        Conflict: the event was canceled, nobody is coming, or all are already in (or out).
        NotFound: a guest isn't in this party.
    """
    check_not_canceled(event)
    people = await party_of(tx, invitation.id)
    if keys is None:
        attendees = [person.attendee for person in people]
        ids = [attendee.id for attendee in attendees if attendee.status in ("going", "pending")]
    else:
        ids = [member_of(people, key).attendee.id for key in keys]
    if not ids:
        raise Conflict("No one in this party is coming.", name="not-coming")
    requests = [
        ScanRequest(
            scan=Scan(nonce=str(new_id()), attendee_id=key, direction=direction, method="manual"),
            actor=actor,
        )
        for key in ids
    ]
    tx.trace.touched.add(event.id)
    results = await scan(tx.driver, event.id, requests)
    if all(result.result in ("not_coming", "already_in", "already_out") for result in results):
        raise Conflict(
            f"The guest is {results[0].result.replace('_', ' ')}.",
            name=results[0].result.replace("_", "-"),
        ).with_text("door")
    people = await party_of(tx, invitation.id)
    return [person for person in people if person.attendee.id in ids]
