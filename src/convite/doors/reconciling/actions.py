"""Asks providers at once about an event's open payments."""

import asyncio
from collections.abc import Sequence
from uuid import UUID

from convite.core.database import Database
from convite.core.db import Principal, Tx
from convite.core.sealing import CannotUnseal
from convite.doors.reconciling.queries import CLAIM, STATES
from convite.doors.reconciling.schemas import Reconciled
from convite.doors.settlement.actions import settle
from convite.events.event.models import Event
from convite.gateways.channels import Fault

#: Payments that are asked about in one request, the oldest first, and at once.
MOST = 100
AT_ONCE = 8


async def claim_waiting(tx: Tx, event: Event) -> list[UUID]:
    """The event's payments to ask about; the job that asks by itself leaves them alone for a minute."""
    await tx.ensure_entered()
    rows = await tx.driver.fetch(CLAIM, event.id, MOST)
    return [row["id"] for row in rows]


async def reconcile(database: Database, organization_id: UUID, ids: Sequence[UUID]) -> Reconciled:
    """Asks the providers about payments, outside of any transaction, and applies what they say."""
    turn = asyncio.Semaphore(AT_ONCE)
    errors: set[str] = set()

    async def one(payment_id: UUID) -> None:
        async with turn:
            try:
                await settle(database, organization_id, payment_id)
            except Fault as fault:
                errors.add(str(fault))
            except CannotUnseal:
                errors.add("The keys of this account can't be read any more.")

    await asyncio.gather(*map(one, ids))
    async with database.read(Principal(organization_id=organization_id)) as tx:
        await tx.ensure_entered()
        found = {row[0]: row[1] for row in await tx.driver.fetch(STATES, list(ids))}
    return Reconciled(
        asked=len(ids),
        paid=found.get("paid", 0) + found.get("refunded", 0),
        failed=found.get("failed", 0),
        waiting=found.get("created", 0),
        errors=sorted(errors),
    )
