"""The demo's events besides the wedding: to come, today, over, and a draft."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from convite.core.clock import now
from convite.core.db import Tx
from convite.core.log import SYSTEM
from convite.doors.rsvp.actions import check_in_party
from convite.entry.demo.hall import hall
from convite.entry.demo.steps import (
    Book,
    actor_of,
    answer_some,
    evening,
    invite_all,
    new_event,
    seat_some,
)
from convite.events.event.actions import complete, create_event
from convite.events.event.models import Event
from convite.events.event.schemas import EventCreate, EventSettings
from convite.people.identity.models import User
from convite.plan.plans.actions import save_plan

ZONE = "Europe/Madrid"
THEATRE_PARTIES = 40


def this_morning() -> datetime:
    """Nine o'clock today, where the event is."""
    return now().astimezone(ZoneInfo(ZONE)).replace(hour=9, minute=0, second=0, microsecond=0)


async def theatre(tx: Tx, host: User, book: Book) -> Event:
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
        settings=EventSettings(accent_hue=255),
    )
    actor, event = await new_event(tx, host, body)
    await save_plan(tx, actor, event, hall())
    invited = await invite_all(tx, actor, event, THEATRE_PARTIES, book=book)
    await answer_some(tx, actor, event, invited)
    await seat_some(tx, actor, event, invited, host.id)
    return event


async def workshop(tx: Tx, host: User, book: Book) -> Event:
    """Today and tomorrow; some of those who come are there already."""
    starts = this_morning()
    body = EventCreate(
        title="Two days of ceramics",
        description="Bring an apron.",
        starts_at=starts,
        ends_at=starts + timedelta(days=1, hours=10),
        timezone=ZONE,
        venue_text="Taller Barro, Madrid",
        country="ES",
        capacity=30,
    )
    actor, event = await new_event(tx, host, body)
    invited = await invite_all(tx, actor, event, 10, book=book)
    await answer_some(tx, actor, event, invited)
    for invitation in invited[:4:3]:
        await check_in_party(tx, actor, event, invitation, None, "in")
    return event


async def anniversary(tx: Tx, host: User, book: Book) -> Event:
    """Was a month ago."""
    starts = evening(-30, 18)
    body = EventCreate(
        title="Ten years of Taller Barro",
        starts_at=starts,
        ends_at=starts + timedelta(hours=5),
        timezone=ZONE,
        venue_text="Taller Barro, Madrid",
        country="ES",
    )
    actor, event = await new_event(tx, host, body)
    invited = await invite_all(tx, actor, event, 16, book=book)
    await answer_some(tx, actor, event, invited)
    await complete(tx, SYSTEM, event.id)
    return event


async def gala(tx: Tx, host: User, book: Book) -> Event:
    """A draft with its first guests."""
    actor = actor_of(host)
    starts = evening(120, 19)
    body = EventCreate(
        title="Winter gala of the orchestra",
        starts_at=starts,
        ends_at=starts + timedelta(hours=4),
        timezone=ZONE,
        venue_text="Círculo de Bellas Artes, Madrid",
        country="ES",
        capacity=250,
    )
    event = await create_event(
        tx, actor, body, organization_id=host.organization_id, user_id=host.id
    )
    await invite_all(tx, actor, event, 6, book=book)
    return event
