"""Writes of what teams are told about minimum numbers of people."""

from typing import Literal

from convite.core.config import settings
from convite.core.database import Database
from convite.core.dates import format_span
from convite.core.db import Principal, Tx
from convite.core.language import translator
from convite.core.log import SYSTEM
from convite.core.queue import LoggedFact
from convite.doors.minimum.rules import too_few_text
from convite.events.event.models import Event
from convite.events.event.queries import event_by_id
from convite.events.team.queries import readers_of
from convite.messaging.delivery.rules import title_in
from convite.messaging.minimumnews.rules import (
    missed_text,
    missed_title,
    near_message,
    near_title,
)
from convite.messaging.notifications.actions import Mail, notify
from convite.people.identity.models import User
from convite.people.identity.queries import profile_of

News = Literal["minimum_near", "minimum_missed"]


async def tell_team(database: Database, fact: LoggedFact, news: News) -> None:
    """Tells everybody who may read an event's guests, unless it isn't so any more."""
    tenant = fact.organization_id
    async with database.tx(Principal(organization_id=tenant)) as tx:
        event = await event_by_id(tx, fact.object_id)
        wanted = "published" if news == "minimum_near" else "canceled"
        if event is None or event.status != wanted:
            return
        team = await readers_of(tx, event.id, tenant)
    for user in team:
        async with database.tx(Principal(organization_id=user.organization_id)) as tx:
            await tell(tx, fact, event, user, news)


async def tell(tx: Tx, fact: LoggedFact, event: Event, user: User, news: News) -> None:
    """Tells one of the team; of a canceled event by mail too."""
    locale = (await profile_of(tx, user.id)).locale
    words, title = translator(locale), title_in(event, locale)
    needed, coming = fact.data["needed"], fact.data["coming"]
    if news == "minimum_near":
        when = format_span(event.minimum_told_for, None, event.timezone, locale)
        head = near_title(words, event=title, missing=needed - coming)
        message = near_message(words, when=when)
    else:
        head = missed_title(words, event=title)
        message = too_few_text(words, needed=needed, coming=coming)
    values = {
        "event_id": event.id,
        "type": "system",
        "title": head,
        "message": message,
        "reference_type": news,
        "reference_id": fact.id,
        "details": {"event": title},
    }
    mail = None
    if news == "minimum_missed":
        url = f"{settings().address}/events/{event.id}"
        text = missed_text(words, name=user.name, event=title, reason=message, url=url)
        mail = Mail(locale=locale, text=text, key=f"minimum.{fact.id}.{user.id}")
    await notify(tx, SYSTEM, user, values, mail)
