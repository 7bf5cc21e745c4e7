"""Writes of messages about tickets that were passed on."""

from uuid import UUID

from convite.core.db import Tx
from convite.core.queue import LoggedFact
from convite.entrance.tickets.queries import page_url, ticket_by_id
from convite.events.event.queries import event_by_id
from convite.messaging.delivery.actions import Draft, queue_messages
from convite.messaging.delivery.queries import occasion_of
from convite.messaging.delivery.rules import language_of
from convite.messaging.ticketnews.rules import passed_text, ticket_text
from convite.people.guests.queries import guest_by_id


async def tell_holders(tx: Tx, fact: LoggedFact) -> int:
    """Queues the new holder's ticket and the former one's confirmation; returns how many messages.

    A ticket that was passed on once more meanwhile is no longer the new holder's.
    """
    data = fact.data
    found = await ticket_by_id(tx, UUID(data["ticket_id"]))
    event = await event_by_id(tx, found.ticket.event_id) if found else None
    giver = await guest_by_id(tx, UUID(data["former_guest_id"]))
    if found is None or event is None:
        return 0
    drafts, ticket = [], found.ticket
    if ticket.reissue == data["reissue"] and ticket.revoked_at is None:
        locale, words = language_of(found.guest, None, event)
        occasion = await occasion_of(tx, event, locale)
        url = page_url(ticket.serial, ticket.id, ticket.reissue)
        name, by = found.guest.name, giver.name if giver else occasion.host
        text = ticket_text(words, occasion, name=name, giver=by, url=url)
        key = f"ticket.{fact.id}"
        drafts.append(Draft(guest=found.guest, locale=locale, words=text, key=key))
    if giver is not None:
        locale, words = language_of(giver, None, event)
        text = passed_text(words, await occasion_of(tx, event, locale), name=giver.name)
        key = f"passed.{fact.id}"
        drafts.append(Draft(guest=giver, locale=locale, words=text, key=key))
    return await queue_messages(tx, event, drafts)
