"""Jobs of plans."""

from datetime import timedelta
from uuid import UUID

from convite.core.database import Database
from convite.core.db import Principal
from convite.core.log import SYSTEM
from convite.core.queue import every
from convite.events.files.actions import remove_files
from convite.plan.plans.queries import REPLACED, unused_pictures


@every(timedelta(days=1), "remove_replaced_pictures")
async def remove_replaced_pictures(system: Database) -> None:
    """Removes pictures that were replaced, or never saved with a plan, once no version has them."""
    after = UUID(int=0)
    while rows := await system.pool.fetch(REPLACED, after):
        for row in rows:
            async with system.tx(Principal(organization_id=row["organization_id"])) as tx:
                await remove_files(tx, SYSTEM, await unused_pictures(tx, row["event_id"]))
        after = rows[-1]["event_id"]
