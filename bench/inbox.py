"""An inbox of a hundred thousand messages in eight thousand conversations: their list, and one of them."""

import asyncio
import random
from urllib.parse import quote
from uuid import UUID

import asyncpg
import httpx2

from bench.people import LAST, put_people
from bench.rig import Rig, in_own_process, load, make_event, register, rig
from bench.table import Row

PARTIES, MESSAGES = 8_000, 100_000
#: Conversations with something unread; every eighth is somebody's.
UNREAD = 2_000
ASKED = 300

# One conversation with each party, in no order.
PARTNERS = """
CREATE TEMPORARY TABLE partners AS
SELECT gen_random_uuid() AS id, a.organization_id, a.event_id, a.guest_id, a.invitation_id,
  row_number() OVER (ORDER BY md5(a.id::text)) - 1 AS number
FROM attendees a WHERE a.event_id = $1
"""
WRITE = f"""
INSERT INTO messages (id, organization_id, event_id, guest_id, invitation_id, conversation_id, direction,
  channel, address, locale, subject, text, dedup_key, status, created_at, read_at)
SELECT gen_random_uuid(), p.organization_id, p.event_id, p.guest_id, p.invitation_id, p.id,
  CASE WHEN n % 3 = 0 THEN 'out' ELSE 'in' END, 'whatsapp', '+34' || p.number, 'en', '',
  'Message ' || n || ' about the parking, the menu and the bus', 'bench.' || n, 'delivered',
  now() - n * interval '20 s', CASE WHEN p.number >= {UNREAD} THEN now() END
FROM generate_series(1, {MESSAGES}) AS n JOIN partners p ON p.number = n % {PARTIES}
"""
CONVERSE = """
INSERT INTO conversations (id, organization_id, event_id, invitation_id, guest_id, last_at, last_text,
  last_direction, last_channel, unread, assigned_to)
SELECT p.id, p.organization_id, p.event_id, p.invitation_id, p.guest_id, m.last_at,
  'Message about the parking, the menu and the bus', 'in', 'whatsapp', m.unread,
  CASE WHEN p.number % 8 = 0 THEN (SELECT host_user_id FROM events WHERE id = $1) END
FROM partners p JOIN (
  SELECT conversation_id, max(created_at) AS last_at,
    count(*) FILTER (WHERE direction = 'in' AND read_at IS NULL) AS unread
  FROM messages GROUP BY conversation_id) m ON m.conversation_id = p.id
"""


async def put_messages(made: Rig, event_id: str) -> list[str]:
    """A conversation with each party of the event; their ids."""
    owner = await asyncpg.connect(made.dsns.owner)
    event = UUID(event_id)
    await owner.execute(PARTNERS, event)
    await owner.execute(WRITE)
    await owner.execute(CONVERSE, event)
    await owner.execute("ANALYZE")
    rows = await owner.fetch("SELECT id FROM conversations WHERE event_id = $1", event)
    await owner.close()
    return [str(row["id"]) for row in rows]


def deep(made: Rig, headers: dict[str, str], path: str) -> list[str]:
    """Paths of pages from the middle of the list to its end."""
    client = httpx2.Client(base_url=made.url, headers=headers, timeout=60)
    found, cursor = [], client.get(f"{path}?limit=200").json()["next_cursor"]
    while cursor:
        found.append(f"{path}?limit=50&cursor={cursor}")
        page = client.get(f"{path}?limit=200&cursor={cursor}").raise_for_status().json()
        cursor = page["next_cursor"]
    return found[len(found) // 2 :]


def measure() -> list[Row]:
    """The rows of the table."""
    with rig() as made:
        headers = register(made)
        event_id = make_event(made, headers)
        asyncio.run(put_people(made, event_id, PARTIES))
        keys = asyncio.run(put_messages(made, event_id))
        path = f"/api/events/{event_id}/conversations"
        pages = deep(made, headers, path)
        people = [f"{random.choice(LAST)} {random.randrange(PARTIES)}" for _ in range(ASKED)]
        thread = f"/api/events/{event_id}/messages?conversation_id="
        asked = {
            "first page": [f"{path}?limit=50"] * ASKED,
            "unread only": [f"{path}?limit=50&unread=true"] * ASKED,
            "mine": [f"{path}?limit=50&assigned=me"] * ASKED,
            "a deep page": random.choices(pages, k=ASKED),
            "search of one person": [f"{path}?limit=50&search={quote(one)}" for one in people],
            "search of hundreds": [f"{path}?limit=50&search={quote(one)}" for one in LAST] * 20,
            "search of nobody": [f"{path}?limit=50&search=nobody%20{n}" for n in range(100)],
            "one conversation's messages": [f"{thread}{one}" for one in keys[:ASKED]],
        }
        port, measured = made.ports[0], {}
        for what, paths in asked.items():
            requests = [("GET", one, b"") for one in paths]
            measured[what] = in_own_process(
                lambda requests=requests: load(port, headers, requests, connections=1)
            )
            assert set(measured[what].statuses) == {200}
    return [
        Row(
            f"inbox of 100,000 messages: {what}, p95", f"{done.percentile(0.95):.0f} ms", "≤ 80 ms",
            done.percentile(0.95) <= 80,
        )
        for what, done in measured.items()
    ]  # fmt: skip


if __name__ == "__main__":
    for row in measure():
        print(row)
