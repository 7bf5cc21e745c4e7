"""The demo data: a wedding and a theatre evening, loaded once, through the normal actions."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from convite.core.config import settings
from convite.core.database import Database, open_database
from convite.core.db import Principal, Tx
from convite.core.dsns import read_dsns
from convite.core.log import Actor
from convite.doors.invitations.actions import invite
from convite.doors.invitations.models import Invitation
from convite.doors.invitations.schemas import InvitationFields, PartAnswer, PartyGuest
from convite.doors.replies.actions import answer_party
from convite.doors.replies.schemas import GuestAnswered, PartyAnswer
from convite.entry.demo.hall import hall
from convite.entry.demo.people import parties
from convite.entry.operations.admins import make_admin
from convite.events.event.actions import create_event, publish
from convite.events.event.models import Event
from convite.events.event.schemas import EventCreate
from convite.events.parts.schemas import PartFields
from convite.events.questions.actions import add_question, owner_of
from convite.events.questions.models import EVENT, Question
from convite.events.questions.queries import questions_of
from convite.events.questions.schemas import QuestionFields
from convite.people.guests.schemas import Address
from convite.people.identity.actions import hash_password, register
from convite.people.identity.models import User
from convite.people.identity.queries import user_by_name
from convite.people.identity.schemas import Register
from convite.plan.plans.actions import save_plan
from convite.plan.seating.actions import generate
from convite.plan.seating.queries import plan_seats
from convite.plan.seating.schemas import Generate
from convite.room.assignments.actions import Choice, Holder, assign
from convite.room.attendees.queries import Person, party_of
from convite.room.parts.actions import add_part

PASSWORD = "an evening to remember"  # noqa: S105  (printed at the start, for everybody)
HOST, ADMIN = "host@demo.example", "admin@demo.example"
#: E-mail, password and description; printed when the server is ready.
LOGINS = [(HOST, PASSWORD, "organizer of the wedding and the theatre"), (ADMIN, PASSWORD, "admin")]

WEDDING_PARTIES, THEATRE_PARTIES = 60, 40
TABLES, CHAIRS = 20, 8
#: Places at the wedding's brunch.
BRUNCH = 60
#: Postal code, town and country of those who are invited.
TOWNS = [
    *(("45001", "Toledo", "ES"), ("28013", "Madrid", "ES"), ("36201", "Vigo", "ES")),
    *(("BS1 4DJ", "Bristol", "GB"), ("41004", "Sevilla", "ES")),
]
ALLERGIES = ["Nuts", "Lactose", "Gluten", "Shellfish"]


async def load() -> None:
    """Loads the demo data; does nothing if it already exists."""
    database = await open_database(read_dsns(settings()).app, pool_size=2, raw_pool_size=2)
    try:
        async with database.read() as tx:
            if await user_by_name(tx, email=HOST, phone=None) is not None:
                return
        await fill(database)
    finally:
        await database.close()


async def fill(database: Database) -> None:
    """Creates the accounts, then each event in its own transaction."""
    await make_admin(database, email=ADMIN, password=PASSWORD, name="Robin Admin")
    hashed = await hash_password(PASSWORD)
    async with database.tx() as tx:
        body = Register(name="Ana Ruiz", email=HOST, password=PASSWORD, role="organizer")
        host = await register(tx, body, password_hash=hashed)
    for make in (theatre, wedding):
        async with database.tx(principal_of(host)) as tx:
            await make(tx, host)


def principal_of(host: User) -> Principal:
    """The principal of the demo's transactions."""
    return Principal(organization_id=host.organization_id, user_id=host.id)


def evening(days: int, hour: int) -> datetime:
    """An evening the given number of days from now."""
    day = datetime.now(UTC) + timedelta(days=days)
    return day.replace(hour=hour, minute=0, second=0, microsecond=0)


async def new_event(tx: Tx, host: User, body: EventCreate) -> tuple[Actor, Event]:
    """Creates and publishes an event of the host."""
    actor = Actor(kind="user", id=host.id, via="demo")
    event = await create_event(
        tx, actor, body, organization_id=host.organization_id, user_id=host.id
    )
    return actor, await publish(tx, actor, event)


async def wedding(tx: Tx, host: User) -> None:
    """Sixty invitations, twenty round tables; most have replied, some have seats."""
    starts = evening(45, 16)
    body = EventCreate(
        title="Ana & León",
        description="We are getting married, and it would be nothing without you.\n"
        "Dinner at eight, dancing until late.",
        starts_at=starts,
        ends_at=starts + timedelta(hours=9),
        timezone="Europe/Madrid",
        venue_text="Finca La Alameda, Toledo",
        country="ES",
        rsvp_deadline=starts - timedelta(days=14),
    )
    actor, event = await new_event(tx, host, body)
    await questions(tx, actor, event)
    event = await program(tx, actor, event, starts)
    await generate(tx, actor, event, Generate(kind="tables", tables=TABLES, chairs=CHAIRS))
    invited = await invite_all(
        tx, actor, event, WEDDING_PARTIES, message="The whole table is yours."
    )
    await answer_some(tx, actor, event, invited)
    await seat_some(tx, actor, event, invited[:24], host.id)


async def program(tx: Tx, actor: Actor, event: Event, starts: datetime) -> Event:
    """The wedding's parts; brunch is for fewer people than come to the wedding."""
    parts = [
        PartFields(title="Ceremony", starts_at=starts, venue_text="Ermita de la Alameda"),
        PartFields(title="Dinner", starts_at=starts + timedelta(hours=4), position=1),
        PartFields(
            title="Brunch", starts_at=starts + timedelta(hours=19), capacity=BRUNCH, position=2
        ),
    ]
    for part in parts:
        await add_part(tx, actor, event, part)
    await tx.refresh(event)
    return event


async def questions(tx: Tx, actor: Actor, event: Event) -> None:
    """The wedding's questions."""
    meal = QuestionFields(
        kind="meal",
        label="Meal",
        options=["Fish", "Meat", "Vegetables"],
        translations={"es": {"label": "Menú"}, "ar": {"label": "الوجبة"}},
    )
    allergies = QuestionFields(
        kind="text",
        label="Allergies",
        position=1,
        for_caterer=True,
        translations={"es": {"label": "Alergias"}, "ar": {"label": "الحساسية"}},
    )
    for question in (meal, allergies):
        await add_question(tx, actor, owner_of(event), question)


async def theatre(tx: Tx, host: User) -> None:
    """An evening in a theatre with three levels and boxes, about 1,600 seats."""
    starts = evening(20, 18)
    body = EventCreate(
        title="The Tempest, an evening at the Royal",
        description="One night, the whole house.",
        starts_at=starts,
        ends_at=starts + timedelta(hours=3),
        timezone="Europe/London",
        venue_text="Theatre Royal",
        country="GB",
        hold_seconds=300,
        settings={"accent_hue": 255},
    )
    actor, event = await new_event(tx, host, body)
    await save_plan(tx, actor, event, hall())
    invited = await invite_all(tx, actor, event, THEATRE_PARTIES, message="")
    await answer_some(tx, actor, event, invited)
    await seat_some(tx, actor, event, invited, host.id)


async def invite_all(
    tx: Tx, actor: Actor, event: Event, count: int, *, message: str
) -> list[Invitation]:
    """Invites this many parties; the first guest of each has an address."""
    invited = []
    for number, (label, names) in enumerate(parties(count)):
        guests = [
            PartyGuest(
                first_name=first,
                last_name=last,
                email=f"guest{number + 1}@demo.example" if place == 0 else None,
                address=demo_address(number) if place == 0 else Address(),
                side="Ana" if number % 2 else "León",
            )
            for place, (first, last) in enumerate(names)
        ]
        body = InvitationFields(
            label=label, message=message, guests=guests, max_guests=len(guests) + (number % 5 == 0)
        )
        invited.append((await invite(tx, actor, event, body)).invitation)
    return invited


def demo_address(number: int) -> Address:
    """Where a party lives; one in six hasn't said it yet."""
    if number % 6 == 5:
        return Address()
    code, city, country = TOWNS[number % len(TOWNS)]
    street = f"Calle Mayor {number + 1}" if country == "ES" else f"{number + 1} Church Street"
    return Address(lines=[street], postal_code=code, city=city, country=country)


async def answer_some(tx: Tx, actor: Actor, event: Event, invited: list[Invitation]) -> None:
    """Two thirds of the parties reply; one in eight people declines."""
    asked = await questions_of(tx, EVENT, event.id)
    for number, invitation in enumerate(invited):
        if number % 3 == 2:
            continue
        people = await party_of(tx, invitation.id)
        guests = [demo_reply(one, number + place, asked) for place, one in enumerate(people)]
        await answer_party(tx, actor, event, invitation, PartyAnswer(guests=guests))


def demo_reply(person: Person, number: int, asked: Sequence[Question]) -> GuestAnswered:
    """One in eight declines; of those who come, every fourth leaves out the last part, if there are any.

    Most of them have chosen a meal, and some can't eat everything.
    """
    if number % 8 == 7:
        return GuestAnswered(id=person.attendee.id, status="declined")
    answers: dict[str, Any] = {}
    for question in asked:
        if question.kind == "meal" and number % 7 != 3:
            answers[str(question.id)] = question.options[number % len(question.options)]
        elif question.for_caterer and number % 9 == 4:
            answers[str(question.id)] = ALLERGIES[number % len(ALLERGIES)]
    if number % 4 != 1 or not person.parts:
        return GuestAnswered(id=person.attendee.id, status="accepted", answers=answers)
    *others, last = [part.part_id for part in person.parts]
    parts = [PartAnswer(part_id=key, status="accepted") for key in others]
    parts.append(PartAnswer(part_id=last, status="declined"))
    return GuestAnswered(id=person.attendee.id, parts=parts, answers=answers)


async def seat_some(
    tx: Tx, actor: Actor, event: Event, invited: list[Invitation], host_id: UUID
) -> None:
    """Seats those who are coming, party by party, from the front."""
    free = iter(await plan_seats(tx, event.id))
    holder = Holder(id=host_id, is_staff=True)
    for invitation in invited:
        coming = [
            one for one in await party_of(tx, invitation.id) if one.attendee.status == "going"
        ]
        choices = [Choice(attendee_id=one.attendee.id, seat_id=next(free).id) for one in coming]
        if choices:
            await assign(tx, actor, event, choices, holder)
