"""The demo's wedding: in three parts, with questions, plus-ones, a quota and tables."""

from datetime import datetime, timedelta

from convite.core.db import Tx
from convite.core.log import Actor
from convite.entry.demo.steps import (
    Book,
    answer_some,
    evening,
    invite_all,
    new_event,
    seat_some,
)
from convite.events.event.models import Event
from convite.events.event.schemas import EventCreate, EventSettings
from convite.events.parts.schemas import PartFields
from convite.events.questions.actions import add_question, owner_of
from convite.events.questions.schemas import Limits, QuestionFields
from convite.people.identity.models import User
from convite.plan.seating.actions import generate
from convite.plan.seating.schemas import Generate
from convite.room.parts.actions import add_part

#: About 120 people.
PARTIES = 46
TABLES, CHAIRS = 18, 8
#: Places at the brunch: fewer than want to come.
BRUNCH = 40
#: Portions of the fish.
FISH = 30


async def wedding(tx: Tx, host: User, book: Book) -> Event:
    """Nearly fifty parties and round tables; three of five have replied, some have seats."""
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
        settings=EventSettings(plus_ones="number"),
    )
    actor, event = await new_event(tx, host, body)
    await questions(tx, actor, event)
    event = await program(tx, actor, event, starts)
    await generate(tx, actor, event, Generate(kind="tables", tables=TABLES, chairs=CHAIRS))
    message = "The whole table is yours."
    invited = await invite_all(tx, actor, event, PARTIES, book=book, message=message)
    await answer_some(tx, actor, event, invited, are_bringing=True)
    await seat_some(tx, actor, event, invited[:20], host.id)
    return event


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
    """The wedding's questions: two to everybody, and one to each party."""
    meal = QuestionFields(
        kind="meal",
        label="Meal",
        options=["Fish", "Meat", "Vegetables"],
        limits=Limits(quotas={"Fish": FISH}),
        translations={
            "es": {
                "label": "Menú",
                "options": {"Fish": "Pescado", "Meat": "Carne", "Vegetables": "Verduras"},
            },
            "ar": {
                "label": "الوجبة",
                "options": {"Fish": "سمك", "Meat": "لحم", "Vegetables": "خضار"},
            },
        },
    )
    allergies = QuestionFields(
        kind="text",
        label="Allergies",
        position=1,
        for_caterer=True,
        translations={"es": {"label": "Alergias"}, "ar": {"label": "الحساسية"}},
    )
    shuttle = QuestionFields(
        scope="party",
        kind="choice",
        label="Do you need the shuttle from Toledo?",
        options=["There and back", "Only there", "No"],
        position=2,
        translations={
            "es": {
                "label": "¿Necesitáis el autobús desde Toledo?",
                "options": {"There and back": "Ida y vuelta", "Only there": "Solo ida", "No": "No"},
            },
            "ar": {
                "label": "هل تحتاجون إلى الحافلة من توليدو؟",
                "options": {
                    "There and back": "ذهابًا وإيابًا",
                    "Only there": "ذهابًا فقط",
                    "No": "لا",
                },
            },
        },
    )
    for question in (meal, allergies, shuttle):
        await add_question(tx, actor, owner_of(event), question)
