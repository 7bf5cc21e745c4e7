"""Writes of what teams and reporters are told."""

from uuid import UUID

from convite.core.database import Database
from convite.core.db import Principal, load
from convite.core.language import translator
from convite.core.log import SYSTEM
from convite.core.queue import LoggedFact
from convite.doors.reports.models import Report
from convite.events.event.queries import event_by_id
from convite.events.team.queries import readers_of
from convite.messaging.delivery.rules import title_in
from convite.messaging.notifications.actions import notify
from convite.messaging.notifications.rules import excerpt
from convite.messaging.reportnews.rules import taken_down_title, upheld_title
from convite.people.identity.queries import profile_of, user_by_id


async def tell_team(database: Database, fact: LoggedFact, *, is_back: bool) -> None:
    """Tells everybody who may read an event's guests that it was taken down or put back.

    The admin who did it isn't named.
    """
    tenant = fact.organization_id
    async with database.tx(Principal(organization_id=tenant)) as tx:
        event = await event_by_id(tx, fact.object_id)
        if event is None:
            return
        team = await readers_of(tx, event.id, tenant)
    for user in team:
        async with database.tx(Principal(organization_id=user.organization_id)) as tx:
            locale = (await profile_of(tx, user.id)).locale
            title = title_in(event, locale)
            values = {
                "event_id": event.id,
                "type": "system",
                "title": taken_down_title(translator(locale), title, is_back=is_back),
                "message": excerpt(fact.data.get("reason", "")),
                "reference_type": "event_put_back" if is_back else "event_taken_down",
                "reference_id": fact.id,
                "details": {"event": title},
            }
            await notify(tx, SYSTEM, user, values)


async def tell_reporter(database: Database, report_id: UUID, reporter_id: UUID) -> None:
    """Tells whoever made a report that was upheld; with the admin's words, if there are any."""
    async with database.tx(Principal(user_id=reporter_id)) as tx:
        report, user = await load(tx, Report, report_id), await user_by_id(tx, reporter_id)
        if report is None or user is None:
            return
        await tx.enter(Principal(organization_id=user.organization_id, user_id=user.id))
        locale = (await profile_of(tx, user.id)).locale
        values = {
            "type": "system",
            "title": upheld_title(translator(locale)),
            "message": excerpt(report.message),
            "reference_type": "report_upheld",
            "reference_id": report.id,
        }
        await notify(tx, SYSTEM, user, values)
