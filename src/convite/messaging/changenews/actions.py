"""Writes of what those who come are told of changes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from convite.core.clock import now
from convite.core.database import Database
from convite.core.db import Principal, Tx
from convite.core.job_options import JobOptions
from convite.core.language import translator
from convite.core.log import record
from convite.core.queue import LoggedFact
from convite.doors.invitations.models import Invitation
from convite.events.event.models import Event
from convite.events.event.queries import event_by_id
from convite.messaging.changenews.facts import ChangeNoticed, ChangeSettled
from convite.messaging.changenews.queries import coming_after, noticed
from convite.messaging.changenews.rules import (
    PLACE,
    TIME,
    WAIT,
    News,
    earliest,
    news_in,
    news_message,
    news_text,
    news_title,
)
from convite.messaging.delivery.queries import occasion_of
from convite.messaging.invitenews.actions import account_of
from convite.messaging.notifications.actions import Mail, notify
from convite.messaging.notifications.rules import excerpt
from convite.people.identity.models import User
from convite.people.identity.queries import profile_of


@dataclass(frozen=True, kw_only=True)
class Telling:
    """What is told, by whom, and of which event."""

    news: News
    fact: LoggedFact
    event: Event
    reason: str = ""


async def notice(tx: Tx, fact: LoggedFact) -> None:
    """Has those who come told of a change of time or place, once it is left alone for a while."""
    event = await event_by_id(tx, fact.object_id)
    changed = (TIME | PLACE) & fact.changes.keys()
    if event is None or event.status != "published" or not changed:
        return
    before = {name: fact.changes[name][0] for name in changed}
    options = JobOptions(run_after=now() + WAIT, key=f"change.{event.id}")
    await record(tx, fact.actor, ChangeNoticed.of(event, before=before), options)


def as_column(name: str, value: Any) -> Any:
    """A logged value as its column has it."""
    return datetime.fromisoformat(value) if value and name in {"starts_at", "ends_at"} else value


async def settle(tx: Tx, fact: LoggedFact) -> Telling | None:
    """What is to be told of the changes since the last time; None if nothing is left of them."""
    event = await event_by_id(tx, fact.object_id)
    if event is None or event.status != "published" or event.taken_down_at:
        return None
    before = earliest(await noticed(tx, event.id))
    present = {name: getattr(event, name) for name in before}
    news = news_in({name: as_column(name, value) for name, value in before.items()}, present)
    return Telling(news=news, fact=fact, event=event) if news else None


async def mark_settled(tx: Tx, fact: LoggedFact) -> None:
    """Notes that the changes up to this one were told. Later ones are told by their own job."""
    event = await event_by_id(tx, fact.object_id)
    if event is not None and fact.at is not None:
        await record(tx, fact.actor, ChangeSettled.of(event, until=fact.at))


async def tell_all(database: Database, telling: Telling) -> None:
    """Tells every account that comes or may come, some at a time."""
    after: UUID | None = None
    tenant = Principal(organization_id=telling.event.organization_id)
    while True:
        async with database.tx(tenant) as tx:
            people = await coming_after(tx, telling.event.id, after)
            accounts = [
                (user, one.invitation, bool(one.guest.email))
                for one in people
                if (user := await account_of(tx, one.guest)) is not None
            ]
        if not people:
            return
        for user, invitation, has_address in accounts:
            await tell(database, telling, user, invitation, has_address=has_address)
        after = people[-1].attendee_id


async def tell(
    database: Database, telling: Telling, user: User, invitation: Invitation, *, has_address: bool
) -> None:
    """Tells an account; of a canceled event by mail only if its guest isn't mailed anyway."""
    event, news = telling.event, telling.news
    async with database.tx(Principal(organization_id=event.organization_id)) as tx:
        locale = (await profile_of(tx, user.id)).locale
        occasion = await occasion_of(tx, event, locale, invitation)
    words = translator(locale)
    text = news_text(
        words, news, occasion, name=user.name, reason=telling.reason, url=invitation.url
    )
    mail = Mail(locale=locale, text=text, key=f"change.{telling.fact.id}.{user.id}")
    values = {
        "event_id": event.id,
        "type": "system",
        "title": news_title(words, news, occasion.title),
        "message": excerpt(news_message(news, occasion, telling.reason)),
        "reference_type": "event_canceled" if news == "canceled" else "event_changed",
        "reference_id": telling.fact.id,
        "details": {"path": f"/r/{invitation.code}"},
    }
    async with database.tx(Principal(organization_id=user.organization_id)) as tx:
        is_mailed = news == "canceled" and has_address
        await notify(tx, telling.fact.actor, user, values, None if is_mailed else mail)
