"""Queries of events' public pages."""

from uuid import UUID

from convite.core.db import Principal, ReadTx
from convite.doors.eventpage.rules import PublicEvent
from convite.events.event.queries import event_by_id
from convite.events.parts.queries import shown_parts
from convite.people.blocks.queries import hidden_people
from convite.people.identity.queries import user_by_id

FOUND = "SELECT organization_id, event_id FROM public_event($1)"


async def public_event(
    tx: ReadTx, slug: str, *, reader_id: UUID | None = None
) -> PublicEvent | None:
    """The event with a page at this address; None if nobody, or not everybody, may see it.

    A reader who is logged in doesn't see it if they or its host blocked the other.
    """
    await tx.enter(Principal(user_id=reader_id))
    row = await tx.driver.fetchrow(FOUND, slug)
    if row is None:
        return None
    hidden = await hidden_people(tx) if reader_id is not None else ()
    await tx.enter(Principal(organization_id=row["organization_id"]))
    event = await event_by_id(tx, row["event_id"])
    if event is None or event.host_user_id in hidden:
        return None
    host = await user_by_id(tx, event.host_user_id)
    parts = [part for part in await shown_parts(tx, event) if part.for_all]
    return PublicEvent(event=event, host=host.name if host else "", parts=parts)
