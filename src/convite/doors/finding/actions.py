"""Writes of links that were asked for."""

from convite.core.database import Database
from convite.core.db import Principal
from convite.core.log import SYSTEM, record
from convite.doors.finding.facts import InvitationLinkRequested
from convite.doors.finding.queries import candidates
from convite.doors.finding.rules import Contact, is_named


async def request_links(database: Database, name: str, contact: Contact) -> int:
    """Requests the links of the guests with this name and contact; returns how many."""
    async with database.tx() as tx:
        found = await candidates(tx, contact)
    wanted = [one for one in found if is_named(name, one.name, one.label)]
    for one in wanted:
        async with database.tx(Principal(organization_id=one.organization_id)) as tx:
            fact = InvitationLinkRequested(
                organization_id=one.organization_id,
                event_id=one.event_id,
                object_id=one.invitation_id,
                invitation_id=one.invitation_id,
                guest_id=one.guest_id,
                channel="email" if contact.email else "sms",
            )
            await record(tx, SYSTEM, fact)
    return len(wanted)
