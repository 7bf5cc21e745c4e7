"""Writes of parties' replies: who is coming, plus-ones and messages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from convite.core.db import Tx
from convite.core.log import Actor
from convite.core.problems import Conflict, Invalid, NotFound, Problem
from convite.doors.attachments.queries import ids_in, owners_of
from convite.doors.invitations.models import Invitation
from convite.doors.invitations.queries import Party, country_of, invitations_by_ids, with_people
from convite.doors.plusones.actions import add_plus_one
from convite.doors.plusones.queries import (
    check_renamed,
    not_brought_again,
    plus_ones_refusal,
    unnamed_in,
)
from convite.doors.quotas.queries import tally_of
from convite.doors.quotas.rules import Tally, full_refusal
from convite.doors.replies.queries import (
    check_members,
    check_not_stale,
    check_parts,
    check_somebody_comes,
    choices_of,
    closed_for,
    file_refusal,
    files_in,
    files_said,
    is_stale,
    lifted,
    names_said,
    parts_of_plus_one,
    parts_said,
    party_answers,
    said_by,
    shared,
    somebody_comes,
)
from convite.doors.replies.rules import yes_of
from convite.doors.replies.schemas import GuestAnswered, PartyAnswer
from convite.doors.responses.actions import Response, mark_answered
from convite.events.event.models import Event
from convite.events.questions.actions import answers_fault, answers_to_store
from convite.events.questions.models import EVENT, Question
from convite.events.questions.queries import questions_of
from convite.events.questions.rules import questions_for_party, questions_once
from convite.people.guests.actions import change_guest
from convite.room.attendees.actions import (
    Reply,
    answer,
    record_update,
)
from convite.room.attendees.queries import Person, party_of
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


@dataclass(frozen=True, kw_only=True, slots=True)
class PartyReply:
    """A party's reply and who sends it."""

    actor: Actor
    invitation_id: UUID
    body: PartyAnswer
    request_id: UUID | None = None


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
    reply = PartyReply(
        actor=actor, invitation_id=invitation.id, body=body, request_id=tx.trace.request_id
    )
    for problem in (await answer_parties(tx, event, [reply])).problems:
        if problem is not None:
            raise problem


@dataclass(frozen=True, kw_only=True, slots=True)
class Asking:
    """What replies to an event are judged by."""

    questions: list[Question]
    #: What those who come have chosen of limited options.
    tally: Tally
    #: The invitations that the files named in the replies belong to.
    files: Mapping[str, UUID]


@dataclass(frozen=True, kw_only=True, slots=True)
class Answered:
    """What became of several parties' replies."""

    #: The problem of each that was refused, in order.
    problems: list[Problem | None]
    #: The parties after it.
    parties: dict[UUID, Party]
    questions: list[Question]
    #: What those who come have chosen of limited options.
    tally: Tally


async def answer_parties(tx: Tx, event: Event, replies: Sequence[PartyReply]) -> Answered:
    """Stores the replies of several parties, each all or nothing.

    Locks the event's pool first, so that concurrent replies count neither places nor plus-ones nor
    limited options twice.

    Raises:
        Problem: the database refused one of them; nothing may be committed then.
    """
    pool = await lock_pool(tx, event.id)
    invitations = await invitations_by_ids(tx, [reply.invitation_id for reply in replies])
    parties = {one.invitation.id: one for one in await with_people(tx, invitations)}
    questions = await questions_of(tx, EVENT, event.id)
    tally = await tally_of(tx, event.id, questions)
    files = await owners_of(tx, ids_in(files_in(questions, [one.body for one in replies])))
    asking = Asking(questions=questions, tally=tally, files=files)
    problems: list[Problem | None] = []
    accepted: dict[UUID, PartyReply] = {}
    for sent in replies:
        party = parties.get(sent.invitation_id)
        reply = for_the_party(without_repeats(party, sent), questions)
        problem = refusal_of(event, party, reply, asking)
        if problem is None:
            accepted[reply.invitation_id] = reply
        problems.append(problem)
    wishes: dict[UUID, Reply] = {}
    for key, reply in accepted.items():
        tx.trace.request_id = reply.request_id
        people = {person.attendee.id: person for person in parties[key].people}
        asked = as_stored(questions, reply, people)
        await update_contacts(tx, asked.actor, event, asked.body.guests, people)
        wishes |= await wishes_of(tx, asked, event, parties[key])
    are_seated = any(one.seat_id for key in accepted for one in parties[key].people)
    if wishes:
        await answer(tx, event, wishes, pool=pool, are_seated=are_seated)
    answered = {key: parties[key].invitation for key in accepted}
    responses = [
        Response(
            actor=reply.actor,
            invitation_id=key,
            message=reply.body.message,
            request_id=reply.request_id,
        )
        for key, reply in accepted.items()
    ]
    await mark_answered(tx, responses, answered)
    if are_seated or event.has_parts or any(reply.body.plus_ones for reply in accepted.values()):
        parties = {one.invitation.id: one for one in await with_people(tx, invitations)}
    return Answered(problems=problems, parties=parties, questions=questions, tally=tally)


def without_repeats(party: Party | None, reply: PartyReply) -> PartyReply:
    """The reply without the plus-ones that a form names again when it is sent a second time."""
    if party is None or not is_stale(reply.body, party.invitation):
        return reply
    plus_ones = not_brought_again(reply.body.plus_ones, party)
    return replace(reply, body=reply.body.model_copy(update={"plus_ones": plus_ones}))


def for_the_party(reply: PartyReply, questions: Sequence[Question]) -> PartyReply:
    """The reply, with what the team says at one guest for the party as the party's answer."""
    if reply.actor.kind == "guest":
        return reply
    return replace(reply, body=lifted(reply.body, questions))


def refusal_of(
    event: Event,
    party: Party | None,
    reply: PartyReply,
    asking: Asking,
) -> Problem | None:
    """Why a reply is refused, or None; then what it chooses is counted."""
    if party is None:
        return NotFound()
    questions = asking.questions
    try:
        check_open(reply.actor, event, party.invitation)
        people = {person.attendee.id: person for person in party.people}
        check_members(reply.body, people)
        check_parts(reply.body, people)
        named = {place: one.id for place, one in enumerate(reply.body.guests) if names_said(one)}
        check_renamed(named, people)
        check_not_stale(party, reply.body, questions)
        check_somebody_comes(reply.body, people)
        check_party_answers(questions, reply, people)
    except Problem as problem:
        return problem
    by_guest = reply.actor.kind == "guest"
    refusal = plus_ones_refusal(event, party, reply.body.plus_ones, by_guest=by_guest)
    said = files_said(questions, reply.body, people)
    refusal = refusal or file_refusal(said, asking.files, reply.invitation_id)
    if refusal is not None or not asking.tally.quotas:
        return refusal
    asked = as_stored(questions, reply, people)
    return full_refusal(asking.tally, questions, choices_of(asked.body, people))


def check_party_answers(
    all_questions: Sequence[Question], reply: PartyReply, people: Mapping[UUID, Person]
) -> None:
    """Validates all answers to the event's questions; guests who come must answer required ones.

    A host who replies for somebody may leave questions open, or answers all of them. So may the button of
    a message, which can't ask: the rest is answered on the page.
    """
    of_guests, of_plus_ones = questions_for_party(all_questions)
    by_guest = reply.actor.kind == "guest" and reply.actor.via != "button"
    faults: list[Invalid] = []
    for number, one in enumerate(reply.body.guests):
        attendee = people[one.id].attendee
        questions = of_guests if attendee.plus_one_of is None else of_plus_ones
        has_said = one.status is not None or one.parts is not None
        is_coming = has_said and said_by(one, people[one.id]) == "going"
        fault = answers_fault(
            questions,
            one.answers or {},
            kept=attendee.answers,
            field=f"guests.{number}.answers",
            complete=is_coming and (by_guest or one.answers is not None),
        )
        faults += [fault] if fault else []
    for number, plus_one in enumerate(reply.body.plus_ones):
        fault = answers_fault(
            of_plus_ones,
            plus_one.answers,
            field=f"plus_ones.{number}.answers",
            complete=by_guest,
        )
        faults += [fault] if fault else []
    once, known = questions_once(all_questions), party_answers(all_questions, people.values())
    fault = answers_fault(
        once,
        reply.body.answers or {},
        kept=known,
        field="answers",
        complete=by_guest and somebody_comes(reply.body, people),
    )
    faults += [fault] if fault else []
    if faults:
        # one refusal that names every answer, so that nobody mends them one by one
        first, *_ = faults
        first.extra["errors"] = [error for fault in faults for error in fault.extra["errors"]]
        raise first


def as_stored(
    all_questions: Sequence[Question], reply: PartyReply, people: Mapping[UUID, Person]
) -> PartyReply:
    """The reply as it is stored: what the party is asked once is said for everybody in it.

    Answers to questions that aren't asked, since a condition isn't met, are left out.
    """
    of_guests, of_plus_ones = questions_for_party(all_questions)
    kept = party_answers(all_questions, people.values())
    said = answers_to_store(questions_once(all_questions), reply.body.answers or {}, kept)
    if not any(question.condition for question in all_questions):
        return replace(reply, body=shared(reply.body, people, said, kept))
    guests = []
    for one in reply.body.guests:
        attendee = people[one.id].attendee
        asked = of_guests if attendee.plus_one_of is None else of_plus_ones
        stored = answers_to_store(asked, one.answers or {}, attendee.answers)
        guests.append(one.model_copy(update={"answers": stored}) if stored else one)
    plus_ones = [
        one.model_copy(update={"answers": answers_to_store(of_plus_ones, one.answers, {})})
        for one in reply.body.plus_ones
    ]
    body = reply.body.model_copy(update={"guests": guests, "plus_ones": plus_ones})
    return replace(reply, body=shared(body, people, said, kept))


async def check_required(
    tx: Tx, actor: Actor, event: Event, invitation: Invitation, coming: Sequence[Person]
) -> None:
    """Rejects that guests come by choosing a seat while required questions are open.

    Raises:
        Invalid: lists the questions.
    """
    if actor.kind != "guest" or not coming:
        return
    replies = [GuestAnswered(id=one.attendee.id, status="accepted") for one in coming]
    body = PartyAnswer(guests=replies)
    reply = PartyReply(actor=actor, invitation_id=invitation.id, body=body)
    questions = await questions_of(tx, EVENT, event.id)
    check_party_answers(questions, reply, {one.attendee.id: one for one in coming})


async def update_contacts(
    tx: Tx,
    actor: Actor,
    event: Event,
    guests: Sequence[GuestAnswered],
    people: Mapping[UUID, Person],
) -> None:
    """Updates guests' contact details and opt-outs, and the names of plus-ones."""
    for reply in guests:
        contacts = reply.model_dump(exclude_unset=True, include={"email", "phone", "opt_outs"})
        contacts |= names_said(reply)
        if contacts:
            person, country = people[reply.id], await country_of(tx, event)
            old_version = person.guest.version
            guest = await change_guest(tx, actor, person.guest, contacts, country=country)
            if guest.version != old_version:
                await record_update(tx, actor, person.attendee)


async def wishes_of(
    tx: Tx,
    reply: PartyReply,
    event: Event,
    party: Party,
) -> dict[UUID, Reply]:
    """The requested statuses and answers; adds plus-ones to the list first."""
    people = {person.attendee.id: person for person in party.people}
    wishes: dict[UUID, Reply] = {}
    for one in reply.body.guests:
        status = said_by(one, people[one.id])
        wishes[one.id] = Reply(
            status=yes_of(status),
            answers=one.answers,
            parts=parts_said(one),
            actor=reply.actor,
            request_id=reply.request_id,
        )
    host, number = next(iter(party.people), None), len(unnamed_in(party))
    for plus_one in reply.body.plus_ones:
        number += not plus_one.is_named
        attendee = await add_plus_one(
            tx, reply.actor, event, party.invitation, plus_one, host=host, number=number
        )
        wishes[attendee.id] = Reply(
            status="going",
            answers=plus_one.answers or None,
            parts=parts_of_plus_one(plus_one),
            actor=reply.actor,
            request_id=reply.request_id,
        )
    return wishes


async def answer_all(
    tx: Tx, actor: Actor, event: Event, invitation: Invitation, status: str
) -> None:
    """Replies with the same status for everybody in the party."""
    people = await party_of(tx, invitation.id)
    if not people:
        raise Conflict("This invitation has no named guests yet.", name="nobody-named")
    guests = [GuestAnswered(id=person.attendee.id, status=status) for person in people]
    await answer_party(tx, actor, event, invitation, PartyAnswer(guests=guests))
