"""Writes of what hosts and requesters are told."""

from typing import Any, Literal
from uuid import UUID

from convite.core.clock import this_hour
from convite.core.config import settings
from convite.core.database import Database
from convite.core.dates import format_date
from convite.core.db import Principal, Tx
from convite.core.language import translator
from convite.core.log import Actor
from convite.core.queue import LoggedFact
from convite.doors.eventpage.rules import page_address
from convite.doors.invitations.queries import invitation_by_id
from convite.doors.requests.models import JoinRequest
from convite.doors.requests.queries import request_by_id
from convite.doors.waitlist.models import EntryStatus
from convite.doors.waitlist.queries import entry_by_id
from convite.events.event.models import Event
from convite.events.event.queries import event_by_id
from convite.events.team.queries import readers_of
from convite.messaging.delivery.queries import occasion_of
from convite.messaging.delivery.rules import RenderedText, title_in
from convite.messaging.notifications.actions import Mail, notify
from convite.messaging.notifications.rules import excerpt
from convite.messaging.requestnews.rules import (
    accepted_text,
    asked_text,
    asked_title,
    changed_text,
    changed_title,
    decided_title,
    declined_text,
    expired_text,
    offered_text,
    order_text,
)
from convite.people.identity.models import User
from convite.people.identity.queries import profile_of, user_by_id


async def request_and_event(tx: Tx, key: UUID) -> tuple[JoinRequest, Event] | None:
    """A request and its event, if both are there."""
    request = await request_by_id(tx, key)
    event = await event_by_id(tx, request.event_id) if request else None
    return (request, event) if request and event else None


async def tell_hosts(database: Database, actor: Actor, tenant: UUID, key: UUID) -> None:
    """Tells everybody who may read an event's guests who asks to come; none of a request taken back."""
    async with database.tx(Principal(organization_id=tenant)) as tx:
        found = await request_and_event(tx, key)
        if found is None or found[0].status in ("canceled", "declined"):
            return
        request, event = found
        hosts = await readers_of(tx, event.id, tenant)
    for host in hosts:
        async with database.tx(Principal(organization_id=host.organization_id)) as tx:
            locale = (await profile_of(tx, host.id)).locale
            values = {
                "event_id": event.id,
                "sender_id": request.user_id,
                "type": "event_request",
                "title": f"{title_of(request, event, locale)}: {title_in(event, locale)}",
                "message": excerpt(request.message),
                "reference_type": "join_request",
                "reference_id": request.id,
                "details": {"event": event.title},
            }
            await notify(tx, actor, host, values, mail_to_host(host, request, event, locale))


def title_of(request: JoinRequest, event: Event, locale: str) -> str:
    """Who asks or comes, in a host's language."""
    is_in = event.approval == "open"
    return asked_title(translator(locale), request.name, request.places, is_in=is_in)


def mail_to_host(host: User, request: JoinRequest, event: Event, locale: str) -> Mail:
    """The mail to a host; by its key, one about this event's requests in an hour."""
    words = asked_text(
        translator(locale),
        name=host.name,
        title=title_of(request, event, locale),
        event=title_in(event, locale),
        message=excerpt(request.message),
        url=f"{settings().address}/events/{event.id}/requests",
    )
    return Mail(locale=locale, text=words, key=f"requests.{host.id}.{event.id}.{this_hour()}")


Change = Literal["join_request_canceled", "waitlist_converted"]


async def tell_of_change(database: Database, fact: LoggedFact, change: Change) -> None:
    """Tells everybody who may read an event's guests that a place was given back, or a free one taken."""
    tenant, key = fact.organization_id, fact.object_id
    async with database.tx(Principal(organization_id=tenant)) as tx:
        taken = change == "waitlist_converted"
        row = await (entry_by_id if taken else request_by_id)(tx, key)
        event = await event_by_id(tx, row.event_id) if row else None
        if row is None or event is None:
            return
        hosts = await readers_of(tx, event.id, tenant)
    for host in hosts:
        async with database.tx(Principal(organization_id=host.organization_id)) as tx:
            locale = (await profile_of(tx, host.id)).locale
            words = translator(locale)
            said = changed_title(words, row.name, row.places, is_taken=taken)
            title = title_in(event, locale)
            url = f"{settings().address}/events/{event.id}/guests"
            text = changed_text(words, name=host.name, said=said, event=title, url=url)
            values = {
                "event_id": event.id,
                "sender_id": row.user_id,
                "type": "event_request",
                "title": f"{said}: {title}",
                "message": "",
                "reference_type": change,
                "reference_id": row.id,
                "details": {"event": event.title},
            }
            mail = Mail(locale=locale, text=text, key=f"{change}.{fact.id}.{host.id}")
            await notify(tx, fact.actor, host, values, mail)


async def tell_requester(
    database: Database, actor: Actor, tenant: UUID, key: UUID, version: int
) -> None:
    """Tells whoever asked what was decided, if the decision still stands as it was at `version`."""
    async with database.tx(Principal(organization_id=tenant)) as tx:
        found = await request_and_event(tx, key)
        if found is None or found[0].version != version:
            return
        request, event = found
        user = await user_by_id(tx, request.user_id)
        if user is None:
            return
        locale = (await profile_of(tx, user.id)).locale
        text = await decided_text(tx, user, request, event, locale)
    values = {
        "event_id": event.id,
        "sender_id": request.decided_by,
        "title": decided_title(translator(locale), request.status, title_in(event, locale)),
        "message": excerpt(request.host_message),
        "reference_type": "join_request_decided",
        "reference_id": request.id,
        "details": {"slug": event.slug, "status": request.status},
    }
    mail = Mail(locale=locale, text=text, key=f"request.{request.id}.{version}")
    await tell(database, actor, user, values, mail)


async def decided_text(
    tx: Tx, user: User, request: JoinRequest, event: Event, locale: str
) -> RenderedText:
    """The mail about a decision."""
    words, key = translator(locale), request.invitation_id
    occasion = await occasion_of(tx, event, locale)
    written = {"name": user.name, "host_message": request.host_message}
    invitation = await invitation_by_id(tx, key) if key else None
    if invitation is not None:
        return accepted_text(words, occasion, **written, url=invitation.url)
    url = page_address(settings().address, event.slug)
    if request.status == "accepted" and request.order_by is not None:
        until = format_date(request.order_by, event.timezone, locale)
        return order_text(words, occasion, **written, until=until, url=f"{url}/tickets")
    return declined_text(words, occasion, **written, url=url)


async def tell_waiting(database: Database, fact: LoggedFact, status: EntryStatus) -> None:
    """Tells whoever waits of an offer, or that it has run out, if that still is so."""
    async with database.tx(Principal(organization_id=fact.organization_id)) as tx:
        entry = await entry_by_id(tx, fact.object_id)
        event = await event_by_id(tx, entry.event_id) if entry else None
        user = await user_by_id(tx, entry.user_id) if entry else None
        if entry is None or event is None or user is None or entry.status != status:
            return
        locale = (await profile_of(tx, user.id)).locale
        occasion = await occasion_of(tx, event, locale)
    url = f"{page_address(settings().address, event.slug)}/join"
    words = translator(locale)
    if entry.expires_at is None or status == "expired":
        text = expired_text(words, occasion, name=user.name, url=url)
    else:
        until = format_date(entry.expires_at, event.timezone, locale)
        text = offered_text(
            words, occasion, name=user.name, places=entry.places, until=until, url=url
        )
    values = {
        "event_id": event.id,
        "title": text.subject,
        "message": "",
        "reference_type": f"waitlist_{status}",
        "reference_id": entry.id,
        "details": {"slug": event.slug, "status": status},
    }
    mail = Mail(locale=locale, text=text, key=f"waitlist.{entry.id}.{status}")
    await tell(database, fact.actor, user, values, mail)


async def tell(
    database: Database, actor: Actor, user: User, values: dict[str, Any], mail: Mail
) -> None:
    """Tells an account in the app and by mail, in its own organization."""
    async with database.tx(Principal(organization_id=user.organization_id)) as tx:
        await notify(tx, actor, user, {"type": "event_request", **values}, mail)
