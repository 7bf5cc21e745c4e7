"""Writes of what buyers and teams are told about orders."""

from datetime import datetime
from uuid import UUID

from convite.core.config import settings
from convite.core.database import Database
from convite.core.dates import format_date
from convite.core.db import Principal, Tx
from convite.core.language import translator
from convite.core.log import SYSTEM
from convite.core.money import format_money
from convite.core.queue import LoggedFact
from convite.doors.orders.models import OPEN, Order
from convite.doors.orders.queries import order_by_id, order_path, tickets_in_order, whole_order
from convite.doors.paying.actions import kept_instructions
from convite.doors.payments.queries import payment_by_id
from convite.events.event.models import Event
from convite.events.event.queries import event_by_id
from convite.events.team.queries import readers_of
from convite.messaging.delivery.actions import Draft, queue_messages
from convite.messaging.delivery.queries import occasion_of
from convite.messaging.delivery.rules import RenderedText, title_in
from convite.messaging.notifications.actions import notify
from convite.messaging.ordernews.rules import (
    TeamNews,
    canceled_text,
    ended_text,
    link_text,
    paying_text,
    refunded_text,
    team_message,
    team_title,
    tickets_text,
)
from convite.people.identity.models import User
from convite.people.identity.queries import profile_of


def order_url(order: Order) -> str:
    """The page of an order, which only its buyer gets."""
    return f"{settings().address}{order_path(order.id)}"


async def send(tx: Tx, event: Event, order: Order, words: RenderedText, key: str) -> int:
    """Queues a mail to whoever ordered; nothing once they were erased."""
    if order.buyer_email is None:
        return 0
    draft = Draft(guest=None, locale=order.locale, words=words, key=key, to=order.buyer_email)
    return await queue_messages(tx, event, [draft])


async def send_tickets(tx: Tx, fact_id: UUID, order_id: UUID) -> int:
    """Queues the mail with the page of a paid order's tickets."""
    order = await order_by_id(tx, order_id)
    event = await event_by_id(tx, order.event_id) if order else None
    if order is None or event is None or order.canceled_at is not None:
        return 0
    whole = await whole_order(tx, order)
    valid = tickets_in_order(whole.lines, {one.attendee.id: one for one in whole.tickets})
    occasion = await occasion_of(tx, event, order.locale, None)
    words = tickets_text(
        translator(order.locale),
        occasion,
        name=order.buyer_name,
        reference=order.reference,
        tickets=len(valid),
        url=order_url(order),
    )
    return await send(tx, event, order, words, f"tickets.{fact_id}")


async def send_link(tx: Tx, moment: datetime, order_id: UUID) -> int:
    """Queues the mail with an order's page, once in ten minutes however often it is asked for."""
    order = await order_by_id(tx, order_id)
    event = await event_by_id(tx, order.event_id, deleted=True) if order else None
    if order is None or event is None:
        return 0
    words = link_text(
        translator(order.locale),
        await occasion_of(tx, event, order.locale, None),
        name=order.buyer_name,
        reference=order.reference,
        url=order_url(order),
    )
    turn = f"{moment:%Y%m%d%H%M}"[:-1]
    return await send(tx, event, order, words, f"order-link.{order.id}.{turn}")


async def tell_how_to_pay(tx: Tx, payment_id: UUID, order_id: UUID) -> int:
    """Queues the mail that says how an order is paid by transfer or in cash."""
    order = await order_by_id(tx, order_id)
    event = await event_by_id(tx, order.event_id) if order else None
    payment = await payment_by_id(tx, payment_id)
    how = kept_instructions(payment) if payment else None
    if order is None or event is None or how is None or order.status not in OPEN:
        return 0
    until = order.expires_at
    words = paying_text(
        translator(order.locale),
        await occasion_of(tx, event, order.locale, None),
        name=order.buyer_name,
        amount=format_money(order.total, order.currency, order.locale),
        how=how,
        until=format_date(until, event.timezone, order.locale) if until else "",
        url=order_url(order),
    )
    return await send(tx, event, order, words, f"how-to-pay.{payment_id}")


async def tell_canceled(tx: Tx, fact_id: UUID, order_id: UUID, reason: str) -> int:
    """Queues the mail that a paid order was canceled."""
    order = await order_by_id(tx, order_id)
    event = await event_by_id(tx, order.event_id) if order else None
    if order is None or event is None or order.paid_at is None:
        return 0
    occasion = await occasion_of(tx, event, order.locale, None)
    words = canceled_text(
        translator(order.locale),
        occasion,
        name=order.buyer_name,
        reference=order.reference,
        reason=reason,
        url=order_url(order),
    )
    told = await send(tx, event, order, words, f"order-canceled.{fact_id}")
    return told + await tell_holders(tx, fact_id, event, order)


# Those to whom tickets of an order were passed on.
HOLDERS = """
SELECT l.id, g.email, concat_ws(' ', g.first_name, g.last_name) AS name FROM order_lines l
JOIN attendees a ON a.id = l.attendee_id JOIN guests g ON g.id = a.guest_id
WHERE l.order_id = $1 AND l.transferred_at IS NOT NULL AND g.email IS NOT NULL AND g.deleted_at IS NULL
"""


async def tell_holders(tx: Tx, fact_id: UUID, event: Event, order: Order) -> int:
    """Queues the mail to whoever has a ticket that its buyer passed on, and that is canceled now."""
    occasion = await occasion_of(tx, event, order.locale, None)
    words = translator(order.locale)
    drafts = [
        Draft(
            guest=None,
            locale=order.locale,
            words=ended_text(words, occasion, name=row["name"]),
            key=f"ticket-ended.{fact_id}.{row['id']}",
            to=row["email"],
        )
        for row in await tx.driver.fetch(HOLDERS, order.id)
    ]
    return await queue_messages(tx, event, drafts) if drafts else 0


async def tell_refunded(tx: Tx, fact_id: UUID, order_id: UUID, amount: int) -> int:
    """Queues the mail that money went back."""
    order = await order_by_id(tx, order_id)
    event = await event_by_id(tx, order.event_id, deleted=True) if order else None
    if order is None or event is None:
        return 0
    occasion = await occasion_of(tx, event, order.locale, None)
    words = refunded_text(
        translator(order.locale),
        occasion,
        name=order.buyer_name,
        amount=format_money(amount, order.currency, order.locale),
        reference=order.reference,
        url=order_url(order),
    )
    return await send(tx, event, order, words, f"refunded.{fact_id}")


async def tell_team(database: Database, fact: LoggedFact, news: TeamNews) -> None:
    """Tells everybody of an event's team what has to be looked at."""
    tenant = fact.organization_id
    async with database.tx(Principal(organization_id=tenant)) as tx:
        order = await order_by_id(tx, UUID(fact.data["order_id"]))
        event = await event_by_id(tx, order.event_id, deleted=True) if order else None
        if order is None or event is None:
            return
        team = await readers_of(tx, event.id, tenant)
    for user in team:
        async with database.tx(Principal(organization_id=user.organization_id)) as tx:
            await tell(tx, fact, event, order, user, news)


async def tell(
    tx: Tx, fact: LoggedFact, event: Event, order: Order, user: User, news: TeamNews
) -> None:
    """Tells one of the team."""
    locale = (await profile_of(tx, user.id)).locale
    words, title = translator(locale), title_in(event, locale)
    due = fact.data.get("due_at")
    until = format_date(datetime.fromisoformat(due), event.timezone, locale) if due else ""
    amount = format_money(int(fact.data["amount"]), order.currency, locale)
    values = {
        "event_id": event.id,
        "type": "payment",
        "title": team_title(words, news, event=title),
        "message": team_message(words, news, amount=amount, reference=order.reference, until=until),
        "reference_type": news,
        "reference_id": fact.id,
        "details": {"event": title, "order": str(order.id)},
    }
    await notify(tx, SYSTEM, user, values)
