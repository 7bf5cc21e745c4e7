"""Answers of a party: who comes, whom they bring, where they sit."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from convite.core.clock import now
from convite.core.db import Tx
from convite.core.log import Actor, Fact, record, record_many
from convite.core.problems import Conflict, Gone, NotFound, invalid
from convite.doors.invitations.actions import country_of, look_of
from convite.doors.invitations.facts import InvitationOpened, PartyAnswered
from convite.doors.invitations.models import Invitation
from convite.doors.rsvp.rules import deadline_of, plus_ones_left
from convite.doors.rsvp.schemas import GuestAnswered, PartyAnswer, PlusOne
from convite.events.event.models import Event
from convite.events.questions.actions import check_answers
from convite.events.questions.queries import questions_of
from convite.people.guests.actions import add_guest, change_guest
from convite.people.guests.schemas import GuestFields
from convite.room.attendees.actions import Arrival, Wish, answer, put_on_list, tell_changed
from convite.room.attendees.models import Attendee
from convite.room.attendees.queries import Person, party_of
from convite.room.attendees.rules import ANSWERS


def check_deadline(event: Event, invitation: Invitation) -> None:
    """Refuses a party's own change when it comes too late, or too early.

    Raises:
        Gone: the deadline has passed, or the invitation was canceled.
        Conflict: the event isn't open.
    """
    if invitation.canceled_at is not None:
        raise Gone("This invitation was canceled.", name="canceled")
    if not event.is_open:
        raise Conflict(
            f"The event is {event.status}; answers aren't taken now.",
            name="wrong-state",
            current_status=event.status,
        )
    deadline = deadline_of(invitation.expires_at, event.rsvp_deadline, event.ends_at)
    if deadline is not None and deadline <= now():
        raise Gone("The time to answer is over; please ask your host.", name="deadline-passed")


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
        Conflict: more companions than may come.
    """
    if actor.kind == "guest":
        check_deadline(event, invitation)
    people = {one.attendee.id: one for one in await party_of(tx, invitation.id)}
    for number, said in enumerate(body.guests):
        if said.id not in people:
            raise invalid(f"guests.{number}.id", "This invitation has no such guest.")
    if len({said.id for said in body.guests}) < len(body.guests):
        raise invalid("guests", "A guest is answered for twice.")
    await check_party_answers(tx, event, body, people)
    left = plus_ones_left(invitation.max_guests, len(people))
    if len(body.plus_ones) > left:
        raise Conflict(f"You can bring {left} more.", name="too-many-guests", left=left)
    await keep_contacts(tx, actor, event, body.guests, people)
    wishes = await wishes_of(tx, actor, event, invitation, body, people)
    if wishes:
        await answer(tx, actor, event, wishes)
    if body.message is not None and actor.kind == "guest":
        invitation.reply = body.message
    await answered(tx, actor, invitation)


async def check_party_answers(
    tx: Tx, event: Event, body: PartyAnswer, people: Mapping[UUID, Person]
) -> None:
    """Judges everybody's answers to the event's questions; who comes must answer the required ones."""
    asked = await questions_of(tx, event.id)
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
                await tell_changed(tx, actor, one.attendee)


async def wishes_of(
    tx: Tx,
    actor: Actor,
    event: Event,
    invitation: Invitation,
    body: PartyAnswer,
    people: Mapping[UUID, Person],
) -> dict[UUID, Wish]:
    """What everybody wishes, companions put on the list first."""
    wishes: dict[UUID, Wish] = {}
    for said in body.guests:
        status = ANSWERS[said.status] if said.status else people[said.id].attendee.status
        status = "going" if status == "waitlisted" else status
        wishes[said.id] = Wish(status=status, answers=said.answers)
    host = next(iter(people), None)
    for named in body.plus_ones:
        companion = await bring(tx, actor, event, invitation, named, host)
        wishes[companion.id] = Wish(status="going", answers=named.answers or None)
    return wishes


async def bring(
    tx: Tx,
    actor: Actor,
    event: Event,
    invitation: Invitation,
    named: PlusOne,
    host: UUID | None,
) -> Attendee:
    """Puts a companion on the list, with their party."""
    guest = await add_guest(
        tx,
        actor,
        GuestFields(first_name=named.first_name, last_name=named.last_name),
        organization_id=event.organization_id,
        country=None,
    )
    arrival = Arrival(invitation_id=invitation.id, plus_one_of=host)
    return await put_on_list(tx, actor, event, guest, arrival)


async def answered(tx: Tx, actor: Actor, invitation: Invitation) -> None:
    """Marks the invitation as answered, and opened by it."""
    invitation.responded_at = now()
    invitation.opened_at = invitation.opened_at or now()
    facts: list[Fact] = [await look_of(tx, invitation)]
    if actor.kind == "guest":
        fact = PartyAnswered(
            organization_id=invitation.organization_id,
            object_id=invitation.id,
            event_id=invitation.event_id,
            invitation_id=invitation.id,
        )
        facts.append(fact)
    await record_many(tx, actor, facts)


async def answer_all(
    tx: Tx, actor: Actor, event: Event, invitation: Invitation, status: str
) -> None:
    """Answers the same for everybody of the party."""
    people = await party_of(tx, invitation.id)
    if not people:
        raise Conflict("Nobody is named on this invitation yet.", name="nobody-named")
    guests = [GuestAnswered(id=one.attendee.id, status=status) for one in people]
    await answer_party(tx, actor, event, invitation, PartyAnswer(guests=guests))


async def opened(tx: Tx, actor: Actor, invitation: Invitation) -> None:
    """Somebody looked at the page (told by its script, never by fetching it)."""
    if invitation.opened_at is not None or invitation.canceled_at is not None:
        return
    invitation.opened_at = now()
    fact = InvitationOpened(
        organization_id=invitation.organization_id,
        object_id=invitation.id,
        event_id=invitation.event_id,
        invitation_id=invitation.id,
    )
    await record(tx, actor, fact)


def member_of(people: Sequence[Person], key: UUID) -> Person:
    """One of the party, by attendee or guest id.

    Raises:
        NotFound: nobody of it.
    """
    for one in people:
        if key in (one.attendee.id, one.guest.id):
            return one
    raise NotFound("This invitation has no such guest.")


def only_or_named(people: Sequence[Person], key: UUID | None, word: str) -> Person:
    """The one the caller means: named by id, or the only one of the party."""
    if key is not None:
        return member_of(people, key)
    if len(people) != 1:
        raise invalid("guest_id", f"This party has {len(people)} guests; say {word}.")
    return people[0]
