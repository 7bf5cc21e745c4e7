"""Messages that are there already are put in conversations when a database is brought up to date."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from convite.core.ids import new_id
from tests.database import cluster, named
from tests.events.questions.test_migration import upgrade

pytestmark = pytest.mark.pg15

EVENT = """
INSERT INTO events (id, organization_id, host_user_id, title, slug, timezone, status,
  visibility, approval)
VALUES ($1, $2, $2, 'Party', 'party', 'UTC', 'draft', 'private', 'invite_only')
"""
MESSAGE = """
INSERT INTO messages (id, organization_id, event_id, direction, invitation_id, guest_id, in_reply_to,
  channel, address, locale, subject, text, body, dedup_key, status, created_at, read_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'en', '', $10, $11, $12, 'delivered', $13, $14)
"""
DAY = datetime(2026, 5, 1, tzinfo=UTC)


async def test_messages_of_a_party_a_guest_and_an_address_become_conversations() -> None:
    name, owner = "conversing", named(cluster().dsns().owner, "conversing")
    root = await asyncpg.connect(cluster().superuser_dsn())
    await root.execute(f"CREATE DATABASE {name} OWNER convite_owner")
    await upgrade(owner, "0049")
    inside = await asyncpg.connect(named(cluster().superuser_dsn(), name))
    await inside.execute("SET session_replication_role = replica")  # no need of a real organization
    tenant, event, party, jo, al, ben = (new_id() for _ in range(6))
    await inside.execute(EVENT, event, tenant)

    async def write(hour: int, text: str, **values: Any) -> UUID:
        key = new_id()
        row = {
            "direction": "in",
            "invitation_id": None,
            "guest_id": None,
            "in_reply_to": None,
            "channel": "page",
            "address": "",
            "body": None,
            "read_at": None,
            **values,
        }
        columns = ("direction", "invitation_id", "guest_id", "in_reply_to", "channel", "address")
        at = DAY.replace(hour=hour)
        said = (text, row["body"], str(key), at, row["read_at"])
        await inside.execute(MESSAGE, key, tenant, event, *(row[one] for one in columns), *said)
        return key

    first = await write(1, "Is there\n parking?", invitation_id=party, guest_id=jo, read_at=DAY)
    await write(2, "By bus", invitation_id=party, guest_id=al, channel="whatsapp")
    reply = {"direction": "out", "channel": "email", "invitation_id": party, "guest_id": jo}
    await write(3, "A whole mail", in_reply_to=first, body="Yes,  behind", **reply)
    await write(4, "Alone", guest_id=ben, channel="sms")
    await write(5, "Who?", address="who@example.com")
    await write(6, "To all", direction="out", guest_id=jo)
    await inside.execute("RESET session_replication_role")

    await upgrade(owner, "0050")

    rows = await inside.fetch("SELECT * FROM conversations ORDER BY last_at")
    names = ("invitation_id", "guest_id", "address", "last_text", "last_direction", "unread")
    assert [tuple(row[one] for one in names) for row in rows] == [
        (party, al, None, "Yes, behind", "out", 1),
        (None, ben, None, "Alone", "in", 1),
        (None, None, "who@example.com", "Who?", "in", 1),
    ]
    kept = await inside.fetch("SELECT conversation_id FROM messages ORDER BY created_at")
    ours, bens, theirs = (row["id"] for row in rows)
    assert [row[0] for row in kept] == [ours, ours, ours, bens, theirs, None]
    await inside.close()
    await root.execute(f"DROP DATABASE {name} WITH (FORCE)")
    await root.close()
