"""Writes of what teams are told of their walls."""

from convite.core.clock import this_hour
from convite.core.config import settings
from convite.core.database import Database
from convite.core.db import Principal, Tx
from convite.core.language import translator
from convite.core.queue import LoggedFact
from convite.doors.admission.queries import is_in_team
from convite.events.event.models import Event
from convite.events.event.queries import event_by_id
from convite.events.team.queries import readers_of
from convite.messaging.delivery.rules import title_in
from convite.messaging.notifications.actions import Mail, notify
from convite.messaging.wallnews.rules import news_id, news_text, news_title
from convite.people.identity.models import User
from convite.people.identity.queries import profile_of, user_by_id


async def tell_team(database: Database, fact: LoggedFact, *, is_report: bool) -> None:
    """Tells everybody who may read an event's guests of its wall, once an hour; not of the team's posts."""
    tenant, event_id = fact.organization_id, fact.event_id
    if event_id is None:
        return
    async with database.tx(Principal(organization_id=tenant)) as tx:
        event = await event_by_id(tx, event_id)
        if event is None or await is_by_team(tx, fact, event):
            return
        team = await readers_of(tx, event.id, tenant)
    for user in team:
        async with database.tx(Principal(organization_id=user.organization_id)) as tx:
            await tell(tx, fact, user, event, is_report=is_report)


async def is_by_team(tx: Tx, fact: LoggedFact, event: Event) -> bool:
    """Whether one of the event's team did it."""
    if fact.actor.kind != "user" or fact.actor.id is None:
        return False
    user = await user_by_id(tx, fact.actor.id)
    return user is not None and await is_in_team(tx, event, user)


async def tell(tx: Tx, fact: LoggedFact, user: User, event: Event, *, is_report: bool) -> None:
    """Tells one of the team in the app and by mail, unless that was done this hour."""
    locale = (await profile_of(tx, user.id)).locale
    waits, hour = fact.data.get("status") == "waiting", this_hour()
    title = news_title(
        translator(locale), title_in(event, locale), waits=waits, is_report=is_report
    )
    kind = "report" if is_report else "new"
    values = {
        "event_id": event.id,
        "type": "system",
        "title": title,
        "message": "",
        "reference_type": "wall",
        "reference_id": news_id(event.id, kind, hour),
        "details": {"event": event.title},
    }
    url = f"{settings().address}/events/{event.id}/wall"
    words = news_text(translator(locale), name=user.name, title=title, url=url)
    key = f"wall.{kind}.{user.id}.{event.id}.{hour}"
    await notify(tx, fact.actor, user, values, Mail(locale=locale, text=words, key=key))
