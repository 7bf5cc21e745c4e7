"""Messages on their way: claimed, marked as sent, failed or not wanted any more.

Sending is claim (a transaction) → call (none) → settle (a transaction). If a worker is killed
during the call, the message is sent again with the same key.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from convite.core.clock import now
from convite.core.database import Database
from convite.core.leases import Leases, crashes_workers
from convite.gateways.channels import Accepted
from convite.messaging.delivery.rules import blocked_text

MESSAGES = Leases(
    table="messages",
    lane="channel",
    taken="sending",
    given_up="failed",
    stopped="failed",
    pauses=(10, 30, 120, 600, 1800, 3600),
)
#: How the keys of operators' test messages begin; no limit holds them back.
TEST_KEY = "provider-test."


@dataclass(frozen=True, kw_only=True)
class Sending:
    """A claimed message."""

    id: UUID
    organization_id: UUID
    event_id: UUID | None
    guest_id: UUID | None
    channel: str
    address: str
    locale: str
    subject: str
    text: str
    links: str
    #: JSON, of messages by template.
    template: str | None
    broadcast_id: UUID | None
    calendar: str | None
    dedup_key: str
    #: Failed tries so far, of which attempt that somebody asked for.
    tries: int
    attempt: int


IS_STOPPED = "SELECT stopped_until > now() FROM sending_turns WHERE channel = $1"

STOP_CHANNEL = """
INSERT INTO sending_turns AS t (channel, next_at, stopped_at, stopped_until, reason)
VALUES ($1, now(), now(), now() + make_interval(secs => $3), $2)
ON CONFLICT (channel) DO UPDATE SET reason = $2, stopped_until = now() + make_interval(secs => $3),
  stopped_at = coalesce(t.stopped_at, now())
"""

# Whatever is sent after a stop shows that it is over.
CLEAR_STOP = """
UPDATE sending_turns SET stopped_at = NULL, stopped_until = NULL, reason = NULL
WHERE channel = $1 AND stopped_at IS NOT NULL
"""


async def stop_channel(system: Database, channel: str, reason: str, seconds: float) -> None:
    """Sends nothing more by a channel for so long, because its provider refuses everything."""
    await system.pool.execute(STOP_CHANNEL, channel, reason[:500], seconds)


async def clear_stop(system: Database, channel: str) -> None:
    """Notes that a channel's provider takes messages again."""
    await system.pool.execute(CLEAR_STOP, channel)


async def claim(
    system: Database, worker: UUID, *, channel: str, most: int, lease: float
) -> list[Sending]:
    """Claims due messages of any organization, including those that dead workers left.

    None while the channel's provider refuses everything.
    """
    if await system.pool.fetchval(IS_STOPPED, channel):
        return []
    await MESSAGES.requeue_expired(system)
    rows = await MESSAGES.claim(system, worker, lane=channel, most=most, lease=lease)
    for row in rows:
        if crashes_workers(row["starts"]):
            await MESSAGES.stop(system, worker, row["id"])
    return [
        Sending(**{name: row[name] for name in Sending.__dataclass_fields__})
        for row in rows
        if not crashes_workers(row["starts"])
    ]


# Why a claimed message isn't sent after all: what was decided after it was claimed counts.
UNWANTED = """
SELECT CASE
  WHEN coalesce((g.opt_outs ->> m.channel)::boolean, false) THEN 'suppressed'
  WHEN m.channel = 'email' AND lower(g.blocked_email ->> 'address') = lower(m.address)
    THEN 'suppressed'
  WHEN b.status = 'canceled' THEN 'suppressed'
  WHEN e.status = 'canceled' AND (m.broadcast_id IS NOT NULL OR m.reminder_id IS NOT NULL)
    THEN 'suppressed'
  WHEN b.status = 'paused' THEN 'held' END
FROM messages m LEFT JOIN guests g ON g.id = m.guest_id
LEFT JOIN broadcasts b ON b.id = m.broadcast_id LEFT JOIN events e ON e.id = m.event_id
WHERE m.id = $1
"""


async def unwanted(system: Database, message_id: UUID) -> str | None:
    """What becomes of a message instead of being sent: `suppressed`, `held`, or None to send it.

    Its guest may have opted out since, its broadcast been paused or canceled, its event been canceled.
    """
    found: str | None = await system.pool.fetchval(UNWANTED, message_id)
    return found


# The reason stands in `error`, as when the address was already blocked while the message was queued.
SETTLE_UNSENT = """
UPDATE messages m SET status = $3, worker = NULL, lease_until = NULL, updated_at = now(),
  error = coalesce($4, error)
WHERE id = $1 AND worker = $2 AND status = 'sending'
"""
FAULT = """
SELECT g.blocked_email FROM messages m JOIN guests g ON g.id = m.guest_id
WHERE m.id = $1 AND m.channel = 'email' AND lower(g.blocked_email ->> 'address') = lower(m.address)
"""


async def settle_unsent(system: Database, worker: UUID, message_id: UUID, status: str) -> None:
    """Marks a claimed message as not sent."""
    fault = await system.pool.fetchval(FAULT, message_id) if status == "suppressed" else None
    error = blocked_text(json.loads(fault)) if fault else None
    await system.pool.execute(SETTLE_UNSENT, message_id, worker, status, error)


# To how many people templates went in the last day, and when the first of them went. Those whom another
# worker is about to write to count, as in `ALLOWANCES`. Served by messages_by_template, messages_sending.
BEGUN = """
SELECT count(DISTINCT address) AS people, min(sent_at) AS first,
  coalesce(bool_or(sent_at IS NULL), false) AS may_change
FROM (
  SELECT address, sent_at FROM messages
  WHERE template IS NOT NULL AND sent_at IS NOT NULL AND sent_at > now() - interval '24 hours'
  UNION ALL
  SELECT address, NULL FROM messages
  WHERE template IS NOT NULL AND sent_at IS NULL AND status = 'sending' AND worker <> $1
) AS m
"""
ALREADY = """
SELECT DISTINCT address FROM messages
WHERE template IS NOT NULL AND sent_at IS NOT NULL AND sent_at > now() - interval '24 hours'
  AND address = ANY ($1)
"""
POSTPONE = """
UPDATE messages SET status = 'queued', worker = NULL, lease_until = NULL, starts = 0, error = $4,
  run_after = $3, updated_at = now()
WHERE id = $1 AND worker = $2 AND status = 'sending'
"""


# What each organization has sent in the last day, what other workers are about to send for it, and whether
# an owner of it has a confirmed address. Of two workers who claim at once, one sees what the other claimed.
# Served by messages_paid and messages_sending.
ALLOWANCES = """
SELECT o.id, count(m.id) AS sent, min(m.sent_at) AS first, (
    SELECT count(*) FROM messages c WHERE c.organization_id = o.id AND c.channel = $1
      AND c.status = 'sending' AND c.worker <> $3 AND c.sent_at IS NULL
  ) AS claimed, EXISTS (
    SELECT 1 FROM organization_members om JOIN users u ON u.id = om.user_id
    WHERE om.organization_id = o.id AND om.role = 'owner' AND om.status = 'active'
      AND u.email_verified_at IS NOT NULL
  ) AS is_proven
FROM unnest($2::uuid[]) AS o (id)
LEFT JOIN messages m ON m.organization_id = o.id AND m.channel IN ('sms', 'whatsapp')
  AND m.channel = $1 AND m.sent_at IS NOT NULL AND m.sent_at > now() - interval '24 hours'
GROUP BY o.id
"""
#: Messages above the limit are looked at again this late at the earliest.
LOOK_AGAIN = timedelta(minutes=15)


@dataclass(kw_only=True)
class Allowance:
    """How many more messages an organization may send today."""

    most: int
    left: int
    #: When the first of those doesn't count any more.
    until: datetime
    is_proven: bool

    def take(self, channel: str) -> str | None:
        """Why a message must wait, or None; then it counts."""
        if not self.is_proven:
            return "Waiting for an owner of the organization to confirm their e-mail address."
        if self.left <= 0:
            name = {"sms": "SMS", "whatsapp": "WhatsApp messages"}[channel]
            return f"An organization may send {self.most} {name} in 24 hours. This one waits for its turn."
        self.left -= 1
        return None


async def allowances(
    system: Database, worker: UUID, channel: str, organization_ids: Iterable[UUID], *, most: int
) -> dict[UUID, Allowance]:
    """How many more messages each of the organizations may send by a channel that costs money."""
    rows = await system.pool.fetch(ALLOWANCES, channel, sorted(set(organization_ids)), worker)
    soon = now() + LOOK_AGAIN
    return {
        row["id"]: Allowance(
            most=most,
            left=most - row["sent"] - row["claimed"],
            # what another worker has claimed may fail: soon more is known
            until=max(soon, row["first"] + timedelta(hours=24))
            if row["first"] and not row["claimed"]
            else soon,
            is_proven=row["is_proven"],
        )
        for row in rows
    }


@dataclass(kw_only=True)
class People:
    """How many more people the account may begin conversations with today."""

    left: int
    #: Those it has begun with.
    begun: set[str]
    #: When the first of them doesn't count any more.
    until: datetime

    def take(self, address: str) -> bool:
        """Whether somebody may be written to; counts them."""
        if address in self.begun:
            return True
        if self.left <= 0:
            return False
        self.left -= 1
        self.begun.add(address)
        return True


async def people_left(
    system: Database, worker: UUID, addresses: Sequence[str], *, most: int
) -> People:
    """How many people the account may still begin conversations with, and which of these it already has."""
    [row] = await system.pool.fetch(BEGUN, worker)
    known = await system.pool.fetch(ALREADY, list(addresses))
    until = (row["first"] or now()) + timedelta(hours=24)
    until = now() + LOOK_AGAIN if row["may_change"] else until
    return People(left=most - row["people"], begun={one["address"] for one in known}, until=until)


async def postpone(
    system: Database, worker: UUID, message_id: UUID, until: datetime, reason: str
) -> None:
    """Gives back a claimed message that must wait, and says why."""
    await system.pool.execute(POSTPONE, message_id, worker, until, reason)


# The row's lock makes turns follow each other, whichever worker takes them.
TAKE_TURN = """
INSERT INTO sending_turns AS t (channel, next_at) VALUES ($1, now() + make_interval(secs => $2))
ON CONFLICT (channel) DO UPDATE SET next_at = greatest(t.next_at, now()) + make_interval(secs => $2)
RETURNING extract(epoch FROM next_at - clock_timestamp())::float - $2
"""


async def take_turn(system: Database, channel: str, per_second: float) -> float:
    """Takes the next turn of a channel that allows so many messages a second over all workers.

    Returns how long to wait for it, in seconds.
    """
    wait = await system.pool.fetchval(TAKE_TURN, channel, 1 / per_second)
    return max(0.0, float(wait))


# A report of the provider may have come before: then the status is further already, and stays.
SETTLE_SENT = """
UPDATE messages SET status = CASE WHEN status = 'sending' THEN 'sent' ELSE status END,
  sent_at = coalesce(sent_at, now()), provider_id = $3, person_id = nullif($4, ''), worker = NULL,
  lease_until = NULL, updated_at = now(),
  error = CASE WHEN status = 'failed' THEN error END,
  error_code = CASE WHEN status = 'failed' THEN error_code END
WHERE id = $1 AND (worker = $2 OR status <> 'queued' AND provider_id = $3)
"""


async def settle_sent(system: Database, worker: UUID, message_id: UUID, accepted: Accepted) -> None:
    """Marks a message as sent."""
    await system.pool.execute(
        SETTLE_SENT, message_id, worker, accepted.provider_id, accepted.person_id
    )


async def keep_code(system: Database, message_id: UUID, code: str) -> None:
    """Keeps the provider's code of the error that a message failed with."""
    await system.pool.execute(
        "UPDATE messages SET error_code = $2 WHERE id = $1 AND status IN ('failed', 'queued')",
        message_id,
        code,
    )
