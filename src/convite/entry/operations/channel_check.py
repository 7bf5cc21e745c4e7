"""`convite doctor`'s look at channels: which are stopped, and which calls of providers changed nothing."""

from collections.abc import AsyncIterator

import asyncpg

from convite.core.config import Settings
from convite.core.dsns import Dsns
from convite.entry.operations.doctor import Finding
from convite.gateways.registry import CHANNELS
from convite.messaging.providers.rules import NEEDED, unset

STOPPED = """
SELECT channel, stopped_at, reason FROM sending_turns WHERE stopped_at IS NOT NULL ORDER BY channel
"""
KEPT = """
SELECT channel, count(*) AS calls, (array_agg(error ORDER BY id DESC))[1] AS newest
FROM provider_calls WHERE error IS NOT NULL GROUP BY channel ORDER BY channel
"""


async def examine_channels(settings: Settings, dsns: Dsns) -> AsyncIterator[Finding]:
    """Says of each channel whether it has a provider that takes messages."""
    for channel in CHANNELS:
        missing = unset(settings, NEEDED[channel])
        if missing and channel != "email":  # the look at mail says it of mail
            names = ", ".join(missing)
            yield Finding(is_fine=True, text=f"{channel} goes to the outbox page: not set: {names}")
    try:
        connection = await asyncpg.connect(dsns.system, timeout=10)
    except (OSError, asyncpg.PostgresError, TimeoutError):
        return  # the look at the roles says it
    try:
        stopped, kept = await connection.fetch(STOPPED), await connection.fetch(KEPT)
    except (asyncpg.UndefinedTableError, asyncpg.UndefinedColumnError):
        return  # the look at the schema says it
    finally:
        await connection.close()
    for row in stopped:
        if not unset(settings, NEEDED[row["channel"]]):
            since = f"{row['stopped_at']:%Y-%m-%d %H:%M %Z}"
            text = (
                f"{row['channel']} has been stopped since {since}; messages wait: {row['reason']}"
            )
            yield Finding(is_fine=False, text=text)
    for row in kept:
        text = f"{row['calls']} calls of {row['channel']}'s provider changed nothing; the newest: "
        yield Finding(is_fine=True, text=text + row["newest"])
