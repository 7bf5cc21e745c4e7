"""Reads providers' calls in the order in which they came."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from convite.core.config import settings
from convite.core.database import Database
from convite.core.db import UNREACHABLE, Connection
from convite.core.queue import every
from convite.gateways.channels import Incoming, Receipt, TemplateJudgment, Unreadable
from convite.gateways.imap import MailboxError, read_new
from convite.gateways.registry import CHANNELS
from convite.messaging.receipts import actions
from convite.messaging.templates.actions import judge_named

log = logging.getLogger("convite.messages")

#: Calls read in one transaction.
BATCH = 200
#: Mails fetched in one run.
MAILS = 200

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
        told: dict[str, list[Receipt]] = defaultdict(list)
        done: list[int] = []
        for row in rows:
            fault = await read_one(system, row, told[row["channel"]])
            if fault is None:
                done.append(row["id"])
            else:
                await keep(connection, row["id"], fault)
        for channel, receipts in told.items():
            await apply(system, channel, receipts)
        await connection.execute("DELETE FROM provider_calls WHERE id = ANY ($1)", done)
        return len(rows)


async def read_one(system: Database, row: Any, told: list[Receipt]) -> str | None:
    """Reads one call: what people wrote goes to inboxes, what is said of messages to `told`.

    Returns why the call is kept, or None. One that can't be read never holds up the others.

    Raises:
        OSError, TimeoutError, asyncpg.InterfaceError: the database is away; all are read again.
    """
    channel = row["channel"]
    try:
        if channel == "email":
            return await actions.take_mail(system, row["body"])
        reports = CHANNELS[channel].reports(row["body"])
        incoming = [one for one in reports if isinstance(one, Incoming)]
        for judgment in reports:
            if isinstance(judgment, TemplateJudgment):
                await judge_named(system, judgment)
        strange = [one for one in incoming if not await actions.receive(system, channel, one)]
    except Unreadable as error:
        return str(error)
    except UNREACHABLE:
        raise
    except Exception as error:
        log.exception("call %d of a provider can't be read", row["id"])
        return f"{type(error).__name__}: {error}"[:500]
    told += [one for one in reports if isinstance(one, Receipt)]
    return f"{len(strange)} message(s) from nobody we have written to." if strange else None


async def apply(system: Database, channel: str, receipts: Sequence[Receipt]) -> None:
    """Applies reports together; if they can't be, one by one, so that one doesn't hold up the others."""
    try:
        await actions.apply_receipts(system, channel, receipts)
    except UNREACHABLE:
        raise
    except Exception:
        log.exception("%d reports of %s can't be applied together", len(receipts), channel)
        if len(receipts) > 1:
            for receipt in receipts:
                await apply(system, channel, [receipt])


async def keep(connection: Connection, call_id: int, fault: str) -> None:
    """Keeps a call that couldn't be read, with the reason, for whoever runs the server."""
    log.warning("call %d of a provider is kept: %s", call_id, fault)
    await connection.execute("UPDATE provider_calls SET error = $2 WHERE id = $1", call_id, fault)


@every(timedelta(minutes=1), "fetch_mail")
async def fetch_mail(system: Database) -> None:
    """Stores what is new in the mailbox for bounces and answers. What fails is tried again in a minute."""
    url = settings().imap_url
    if not url:
        return
    loop = asyncio.get_running_loop()

    def keep(raw: bytes) -> None:
        # a mail counts as seen only once it is stored
        asyncio.run_coroutine_threadsafe(actions.store(system, "email", raw), loop).result(30)

    try:
        await asyncio.to_thread(read_new, url, settings().imap_folder, keep, most=MAILS)
    except MailboxError as error:
        log.warning("mail can't be fetched: %s", error)
