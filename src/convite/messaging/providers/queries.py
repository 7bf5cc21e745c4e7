"""Queries of providers: of every host, therefore with system rights."""

from collections import defaultdict
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from convite.core.config import settings
from convite.core.database import Database
from convite.core.problems import NotFound
from convite.gateways.registry import CHANNELS
from convite.messaging.providers.rules import NEEDED, WEBHOOKS, unset, unset_useful
from convite.messaging.providers.schemas import (
    ChannelProvider,
    ChannelState,
    KeptCall,
    Mailbox,
    ProviderError,
    ProviderTestOut,
    ServerProviders,
)
from convite.messaging.sending.actions import TEST_KEY

#: Channel → its row.
Rows = dict[str, dict[str, Any]]

STOPS = "SELECT channel, stopped_at, stopped_until, reason FROM sending_turns"
# Served by messages_due.
WAITING = """
SELECT channel, count(*) AS waiting, min(created_at) AS oldest FROM messages
WHERE status = 'queued' GROUP BY channel
"""
# Served by messages_newest.
COUNTS = """
SELECT channel, count(*) FILTER (WHERE status IN ('sent', 'delivered', 'read')) AS sent,
  count(*) FILTER (WHERE status = 'failed') AS failed,
  count(*) FILTER (WHERE status = 'outbox') AS outbox
FROM messages WHERE created_at > now() - interval '24 hours' AND direction = 'out' GROUP BY channel
"""
# Served by messages_failed.
ERRORS = """
SELECT channel, code, text, messages, last_at FROM (
  SELECT *, row_number() OVER (PARTITION BY channel ORDER BY messages DESC, last_at DESC) AS place
  FROM (
    SELECT channel, error_code AS code, left(coalesce(error, ''), 300) AS text,
      count(*) AS messages, max(updated_at) AS last_at
    FROM messages WHERE status = 'failed' AND updated_at > now() - interval '7 days'
    GROUP BY 1, 2, 3
  ) AS e
) AS ranked WHERE place <= 20 ORDER BY channel, place
"""
# Few are kept, for 30 days.
KEPT = """
SELECT channel, error, created_at, total FROM (
  SELECT channel, error, created_at, count(*) OVER (PARTITION BY channel) AS total,
    row_number() OVER (PARTITION BY channel ORDER BY id DESC) AS place
  FROM provider_calls WHERE error IS NOT NULL
) AS ranked WHERE place <= 5 ORDER BY channel, place
"""
TEST = """
SELECT id, channel, address AS to, status, error, error_code FROM messages
WHERE id = $1 AND dedup_key = $2
"""


async def stops_of(system: Database) -> Rows:
    """Channels that were sent by → since when and why they are stopped, if they are."""
    return {row["channel"]: dict(row) for row in await system.pool.fetch(STOPS)}


def state_of(channel: str, stops: Rows) -> dict[str, Any]:
    """Whether a channel works. A stop of a provider that isn't set any more is over."""
    is_configured = CHANNELS[channel].is_configured
    stop = stops.get(channel, {}) if is_configured else {}
    return {
        "channel": channel,
        "is_configured": is_configured,
        "stopped_at": stop.get("stopped_at"),
        "reason": stop.get("reason"),
    }


async def channel_states(system: Database) -> list[ChannelState]:
    """Whether each channel works."""
    stops = await stops_of(system)
    return [ChannelState(**state_of(channel, stops)) for channel in CHANNELS]


async def providers(system: Database) -> ServerProviders:
    """Everything an operator has to know."""
    known = settings()
    stops = await stops_of(system)
    waiting: Rows = {row["channel"]: dict(row) for row in await system.pool.fetch(WAITING)}
    counts: Rows = {row["channel"]: dict(row) for row in await system.pool.fetch(COUNTS)}
    errors: dict[str, list[ProviderError]] = defaultdict(list)
    for row in await system.pool.fetch(ERRORS):
        errors[row["channel"]].append(ProviderError.model_validate(dict(row)))
    kept: dict[str, list[KeptCall]] = defaultdict(list)
    totals: dict[str, int] = {}
    for row in await system.pool.fetch(KEPT):
        kept[row["channel"]].append(KeptCall.model_validate(dict(row)))
        totals[row["channel"]] = row["total"]
    found = []
    for channel in CHANNELS:
        queued, count = waiting.get(channel, {}), counts.get(channel, {})
        state = state_of(channel, stops)
        until = stops[channel]["stopped_until"] if state["stopped_at"] else None
        provider = ChannelProvider(
            **state,
            missing=unset(known, NEEDED[channel]),
            suggested=unset_useful(known, channel) if state["is_configured"] else [],
            webhook_url=known.address + WEBHOOKS[channel],
            stopped_until=until,
            waiting=queued.get("waiting", 0),
            oldest_waiting=queued.get("oldest"),
            **{name: count.get(name, 0) for name in ("sent", "failed", "outbox")},
            errors=errors[channel],
            kept_calls=totals.get(channel, 0),
            newest_kept=kept[channel],
        )
        found.append(provider)
    box = urlsplit(known.imap_url).hostname
    return ServerProviders(
        channels=found,
        login_providers=[one.label for one in known.login_providers.values()],
        mailbox=Mailbox(host=box, folder=known.imap_folder) if box else None,
    )


async def test_of(system: Database, test_id: UUID) -> ProviderTestOut:
    """The status of a test message.

    Raises:
        NotFound: there is none with this id.
    """
    row = await system.pool.fetchrow(TEST, test_id, f"{TEST_KEY}{test_id}")
    if row is None:
        raise NotFound
    return ProviderTestOut.model_validate(dict(row))
