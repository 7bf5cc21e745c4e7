"""Reads providers' calls in the order in which they came."""

import logging
from collections import defaultdict
from datetime import timedelta
from typing import Any

from convite.core.database import Database
from convite.core.db import Connection
from convite.core.queue import every
from convite.gateways.channels import Incoming, Receipt, Unreadable
from convite.gateways.registry import CHANNELS
from convite.messaging.receipts import actions

log = logging.getLogger("convite.messages")

#: Calls read in one transaction.
BATCH = 200

# Other workers skip the calls that one reads.
NEXT = """
SELECT id, channel, body FROM provider_calls WHERE error IS NULL
ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED
"""
FORGET_OLD = """
DELETE FROM provider_calls WHERE error IS NOT NULL AND created_at < now() - interval '30 days'
"""


@every(timedelta(seconds=1), "read_provider_calls")
async def read_calls(system: Database) -> None:
    """Reads every call that waits."""
    while await read_some(system) == BATCH:
        continue


@every(timedelta(days=1), "forget_provider_calls")
async def forget_old(system: Database) -> None:
    """Deletes calls that could not be read, after 30 days."""
    await system.pool.execute(FORGET_OLD)


async def read_some(system: Database) -> int:
    """Reads the next calls; returns how many. A worker that dies leaves them to the next.

    What they say is stored before the calls are deleted, and may be said twice.
    """
    async with system.pool.acquire(timeout=5) as connection, connection.transaction():
        rows = await connection.fetch(NEXT, BATCH)
        receipts: dict[str, list[Receipt]] = defaultdict(list)
        done: list[int] = []
        for row in rows:
            fault = await read_one(system, row, receipts[row["channel"]])
            if fault is None:
                done.append(row["id"])
            else:
                await keep(connection, row["id"], fault)
        for channel, told in receipts.items():
            if told:
                await actions.apply_receipts(system, channel, told)
        await connection.execute("DELETE FROM provider_calls WHERE id = ANY ($1)", done)
        return len(rows)


async def read_one(system: Database, row: Any, receipts: list[Receipt]) -> str | None:
    """Reads one call: what people wrote goes to inboxes, what is said of messages to `receipts`.

    Returns why the call is kept, or None.
    """
    channel = row["channel"]
    try:
        reports = CHANNELS[channel].reports(row["body"])
    except Unreadable as error:
        return str(error)
    receipts += [one for one in reports if isinstance(one, Receipt)]
    incoming = [one for one in reports if isinstance(one, Incoming)]
    strange = [one for one in incoming if not await actions.receive(system, channel, one)]
    return f"{len(strange)} message(s) from nobody we have written to." if strange else None


async def keep(connection: Connection, call_id: int, fault: str) -> None:
    """Keeps a call that couldn't be read, with the reason, for whoever runs the server."""
    log.warning("call %d of a provider is kept: %s", call_id, fault)
    await connection.execute("UPDATE provider_calls SET error = $2 WHERE id = $1", call_id, fault)
