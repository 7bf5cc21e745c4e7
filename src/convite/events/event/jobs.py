"""Regular work on events."""

from datetime import timedelta

from convite.core.database import Database
from convite.core.db import Principal
from convite.core.log import SYSTEM
from convite.core.queue import every
from convite.events.event.actions import complete
from convite.events.event.queries import events_over


@every(timedelta(minutes=1), "complete_events")
async def complete_events(system: Database) -> None:
    """Completes events that are over."""
    async with system.read() as tx:
        places = await events_over(tx)
    for place in places:
        async with system.tx(Principal(organization_id=place.organization_id)) as tx:
            await complete(tx, SYSTEM, place.event_id)
