"""What the demo's events are made of: an event, its parties, their replies and seats."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from convite.core.db import Tx
from convite.core.log import Actor
from convite.doors.invitations.actions import invite_many
from convite.doors.invitations.models import Invitation
from convite.doors.invitations.schemas import InvitationFields, PartAnswer, PartyGuest
from convite.doors.plusones.schemas import PlusOne
from convite.doors.replies.actions import PartyReply, answer_parties
from convite.doors.replies.schemas import GuestAnswered, PartyAnswer
from convite.entry.demo.people import is_arabic, parties
from convite.events.event.actions import create_event, publish
from convite.events.event.models import Event
from convite.events.event.schemas import EventCreate
from convite.events.questions.models import EVENT, Question
from convite.events.questions.queries import questions_of
from convite.events.questions.rules import questions_for_party, questions_once
from convite.people.guests.schemas import Address
from convite.people.identity.models import User
from convite.plan.seating.queries import plan_seats
from convite.room.assignments.actions import Choice, Holder, assign
from convite.room.attendees.queries import Person, party_of

#: The guests of the address book by their party's number and their place in it: who is invited to
#: several events is one person.
Book = dict[tuple[int, int], UUID]

#: Postal code, town and country of those who are invited.
TOWNS = [
    *(("45001", "Toledo", "ES"), ("28013", "Madrid", "ES"), ("36201", "Vigo", "ES")),
    *(("BS1 4DJ", "Bristol", "GB"), ("41004", "Sevilla", "ES")),
]
ALLERGIES = ["Nuts", "Lactose", "Gluten", "Shellfish"]
TAGS = [["Family"], ["Friends"], ["Friends", "From abroad"], ["Work"], ["Family", "Speech"]]
MESSAGES = ["We can't wait!", "¡Allí estaremos!", "We may be a little late for dinner."]
COMPANIONS = [
    *(("Marta", "Quiroga"), ("Sami", "Farah"), ("Ewa", "Zając")),
    *(("ياسمين", "فرح"), ("Ruth", "Adeyemi")),
]


def evening(days: int, hour: int) -> datetime:
    """An evening the given number of days from now."""
    day = datetime.now(UTC) + timedelta(days=days)
    return day.replace(hour=hour, minute=0, second=0, microsecond=0)


def actor_of(host: User) -> Actor:
    """The host, as the log names whoever loads the demo."""
    return Actor(kind="user", id=host.id, via="demo")


async def new_event(tx: Tx, host: User, body: EventCreate) -> tuple[Actor, Event]:
    """Creates and publishes an event of the host."""
    actor = actor_of(host)
    event = await create_event(
        tx, actor, body, organization_id=host.organization_id, user_id=host.id
    )
    return actor, await publish(tx, actor, event)


async def invite_all(
    tx: Tx, actor: Actor, event: Event, count: int, *, book: Book, message: str = ""
) -> list[Invitation]:
    """Invites this many parties; the first guest of each has an address. Fills the book."""
    bodies = []
    for number, (label, names) in enumerate(parties(count)):
        guests = [demo_guest(number, place, name, book) for place, name in enumerate(names)]
        body = InvitationFields(
            label=label,
            message=message,
            locale="ar" if is_arabic(names[0][1]) else None,
            guests=guests,
            max_guests=len(guests) + (number % 5 == 0),
        )
        bodies.append(body)
    invited = await invite_many(tx, actor, event, bodies)
    for number, party in enumerate(invited):
        book.update({(number, place): one.guest.id for place, one in enumerate(party.people)})
    return [party.invitation for party in invited]


def demo_guest(number: int, place: int, name: tuple[str, str], book: Book) -> PartyGuest:
    """A guest of a party: of the book, if they were invited to another event before."""
    first, last = name
    is_first = place == 0
    return PartyGuest(
        guest_id=book.get((number, place)),
        first_name=first,
        last_name=last,
        email=f"guest{number + 1}@demo.example" if is_first else None,
        address=demo_address(number) if is_first else Address(),
        tags=TAGS[number % len(TAGS)],
        is_child=place > 2,
        side="Ana" if number % 2 else "León",
    )


def demo_address(number: int) -> Address:
    """Where a party lives; one in six hasn't said it yet."""
    if number % 6 == 5:
        return Address()
    code, city, country = TOWNS[number % len(TOWNS)]
    street = f"Calle Mayor {number + 1}" if country == "ES" else f"{number + 1} Church Street"
    return Address(lines=[street], postal_code=code, city=city, country=country)


async def answer_some(
    tx: Tx,
    actor: Actor,
    event: Event,
    invited: Sequence[Invitation],
    *,
    are_bringing: bool = False,
) -> None:
    """Three of five parties reply; one in eight people declines. Some may be bringing somebody."""
    asked = await questions_of(tx, EVENT, event.id)
    replies = []
    for number, invitation in enumerate(invited):
        if number % 5 in (2, 4):
            continue
        people = await party_of(tx, invitation.id)
        body = party_reply(number, people, asked, are_bringing=are_bringing)
        replies.append(PartyReply(actor=actor, invitation_id=invitation.id, body=body))
    answered = await answer_parties(tx, event, replies)
    for problem in answered.problems:
        if problem is not None:
            raise problem


def party_reply(
    number: int, people: Sequence[Person], asked: Sequence[Question], *, are_bringing: bool
) -> PartyAnswer:
    """What a party replies. Of those with a place left some bring somebody, with a name or without."""
    of_guests, of_plus_ones = questions_for_party(asked)
    guests = [demo_reply(one, number + place, of_guests) for place, one in enumerate(people)]
    plus_ones = []
    has_place_left = number % 5 == 0 and number % 20 != 15
    if are_bringing and has_place_left and guests[0].status != "declined":
        first, last = COMPANIONS[number // 10 % len(COMPANIONS)] if number % 10 == 0 else ("", "")
        answers = choices(number + 1, of_plus_ones)
        plus_ones = [PlusOne(first_name=first, last_name=last, answers=answers)]
    return PartyAnswer(
        guests=guests,
        plus_ones=plus_ones,
        answers=choices(number, questions_once(asked)),
        message=MESSAGES[number % len(MESSAGES)] if number % 8 == 0 else None,
    )


def demo_reply(person: Person, number: int, asked: Sequence[Question]) -> GuestAnswered:
    """One in eight declines; of those who come, every fourth leaves out the last part, if there are any."""
    if number % 8 == 7:
        return GuestAnswered(id=person.attendee.id, status="declined")
    answers = choices(number, asked)
    if number % 4 != 1 or not person.parts:
        return GuestAnswered(id=person.attendee.id, status="accepted", answers=answers)
    *others, last = [part.part_id for part in person.parts]
    parts = [PartAnswer(part_id=key, status="accepted") for key in others]
    parts.append(PartAnswer(part_id=last, status="declined"))
    return GuestAnswered(id=person.attendee.id, parts=parts, answers=answers)


def choices(number: int, asked: Sequence[Question]) -> dict[str, Any]:
    """Answers to questions: most people have chosen, and some can't eat everything."""
    answers: dict[str, Any] = {}
    for question in asked:
        if question.options and number % 7 != 3:
            answers[str(question.id)] = question.options[number % len(question.options)]
        elif question.for_caterer and number % 9 == 4:
            answers[str(question.id)] = ALLERGIES[number % len(ALLERGIES)]
    return answers


async def seat_some(
    tx: Tx, actor: Actor, event: Event, invited: Sequence[Invitation], host_id: UUID
) -> None:
    """Seats those who are coming, party by party, from the front."""
    free = iter(await plan_seats(tx, event.id))
    holder = Holder(id=host_id, is_staff=True)
    for invitation in invited:
        coming = [
            one for one in await party_of(tx, invitation.id) if one.attendee.status == "going"
        ]
        picks = [Choice(attendee_id=one.attendee.id, seat_id=next(free).id) for one in coming]
        if picks:
            await assign(tx, actor, event, picks, holder)
