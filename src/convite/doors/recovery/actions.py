"""Writes of links to orders that were asked for."""

from convite.core.database import Database
from convite.core.db import Principal
from convite.core.log import SYSTEM, record
from convite.doors.finding.rules import Contact
from convite.doors.recovery.facts import OrderLinkRequested
from convite.doors.recovery.queries import orders_called
from convite.doors.recovery.rules import is_buyer


async def request_order_links(database: Database, reference: str, contact: Contact) -> int:
    """Requests the links of the orders with this number and buyer; returns how many."""
    async with database.tx() as tx:
        found = await orders_called(tx, reference)
    wanted = [one for one in found if is_buyer(contact, one.email_key, one.phone)]
    for one in wanted:
        async with database.tx(Principal(organization_id=one.organization_id)) as tx:
            fact = OrderLinkRequested(
                organization_id=one.organization_id,
                event_id=one.event_id,
                object_id=one.order_id,
                order_id=one.order_id,
            )
            await record(tx, SYSTEM, fact)
    return len(wanted)
