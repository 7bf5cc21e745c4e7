"""Queries of providers' calls: which of our messages, and which guest, a report belongs to."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from convite.core.database import Database
from convite.gateways.channels import Incoming

# Messages by the provider's ids of them. Served by messages_provider.
BY_PROVIDER = """
SELECT id, provider_id FROM messages
WHERE provider_id = ANY ($1) AND channel = $2 AND direction = 'out'
"""

# Who a message of ours went to that somebody replies to.
REPLIED_TO = """
SELECT organization_id, event_id, guest_id FROM messages
WHERE provider_id = $1 AND channel = $2 AND guest_id IS NOT NULL AND event_id IS NOT NULL LIMIT 1
"""

# The last message that really went to a person or came from them, by the provider's ids of them: one that
# only waits would let a host read what is written to another. Served by messages_person.
BY_PERSON = """
SELECT organization_id, event_id, guest_id FROM messages
WHERE person_id = ANY ($1) AND channel = $2 AND guest_id IS NOT NULL AND event_id IS NOT NULL
  AND (direction = 'in' OR sent_at IS NOT NULL)
ORDER BY coalesce(sent_at, created_at) DESC LIMIT 1
"""

# The same by number. Served by messages_address.
BY_NUMBER = """
SELECT organization_id, event_id, guest_id FROM messages
WHERE address = $1 AND channel = $2 AND channel IN ('whatsapp', 'sms')
  AND guest_id IS NOT NULL AND event_id IS NOT NULL
  AND (direction = 'in' OR sent_at IS NOT NULL)
ORDER BY coalesce(sent_at, created_at) DESC LIMIT 1
"""

# Everybody to whom messages went at a number, or under the provider's ids of a person. Served by
# messages_address and messages_person.
WRITTEN_TO = """
(SELECT organization_id, guest_id FROM messages
 WHERE address = $2 AND $2 <> '' AND channel = $1 AND channel IN ('whatsapp', 'sms')
   AND guest_id IS NOT NULL LIMIT 1000)
UNION
(SELECT organization_id, guest_id FROM messages
 WHERE person_id = ANY ($3) AND channel = $1 AND guest_id IS NOT NULL LIMIT 1000)
"""


@dataclass(frozen=True, kw_only=True)
class Writer:
    """Who wrote, and about which event."""

    organization_id: UUID
    event_id: UUID
    guest_id: UUID


async def writer_of(system: Database, channel: str, incoming: Incoming) -> Writer | None:
    """Who wrote a message: by what it replies to, the provider's ids of the person, or their number.

    None if nobody was ever written to under any of them.
    """
    people = [key for key in (incoming.user_id, incoming.wa_id) if key]
    for statement, key in (
        (REPLIED_TO, incoming.reply_to),
        (BY_PERSON, people),
        (BY_NUMBER, incoming.phone),
    ):
        row = await system.pool.fetchrow(statement, key, channel) if key else None
        if row is not None:
            return Writer(**row)
    return None


async def messages_by_provider(
    system: Database, channel: str, ids: Sequence[str]
) -> dict[str, UUID]:
    """Our ids of messages by the provider's."""
    rows: list[Any] = await system.pool.fetch(BY_PROVIDER, list(ids), channel) if ids else []
    return {row["provider_id"]: row["id"] for row in rows}
