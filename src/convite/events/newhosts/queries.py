"""Queries of hosts' experience."""

from datetime import timedelta
from uuid import UUID

from convite.core.db import ReadTx

#: Accounts that are older aren't new.
NEW_FOR = timedelta(days=14)
#: Of one account, over all organizations; asked for only when an event is shown to strangers.
SHOWN = "SELECT * FROM shown_by_new_host($1, $2)"


async def shown_by_new_host(tx: ReadTx, user_id: UUID) -> int | None:
    """How many events of a new host strangers can see that aren't over; None for others.

    A host isn't new whose account is older, or who has held an event that strangers could come to.
    """
    await tx.ensure_entered()
    found: int | None = await tx.driver.fetchval(SHOWN, user_id, NEW_FOR)
    return found
