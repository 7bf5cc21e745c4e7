"""Lists, search and figures over 100,000 guests and 500 events, at thirty requests a second."""

import asyncio
import math
import random
from collections import defaultdict
from collections.abc import Sequence
from urllib.parse import quote
from uuid import UUID

import asyncpg
import httpx2

from bench.messy import analyze
from bench.people import FIRST, LAST, put_people
from bench.rig import Load, Rig, in_own_process, load, make_event, register, rig
from bench.table import Row
from convite.people.guests.rules import keys_of

PEOPLE, EVENTS = 100_000, 500
#: How many of the book's people are on the list of each other event.
ON_EACH = 20
RATE, SECONDS, BAR = 30, 24, 80
#: Names in other letters, for every twentieth person.
NAMES = (
    ("محمد", "الخطيب"), ("فاطمة", "النجار"), ("Алексей", "Иванов"), ("Мария", "Соколова"),
    ("يوسف", "حداد"), ("Дмитрий", "Кузнецов"),
)  # fmt: skip
WORDS = ("محمد", "الخطيب", "حداد", "Иванов", "соколов", "Мария", "garc", "nun", "tanaka", "bjor")
TAGS = ("family", "work", "vip", "school", "press")

RENAME = """
UPDATE guests SET first_name = $2, last_name = $3, sort_key = $4, search_key = $5, trigrams = $6 WHERE id = $1
"""
DETAILS = """
UPDATE guests g SET tags = ARRAY[($2::text[])[1 + n.number % 5]], company = 'Company ' || n.number % 200,
  phone = CASE WHEN n.number % 3 = 0 THEN '+34600' || lpad(n.number::text, 6, '0') END,
  is_child = n.number % 11 = 0
FROM (SELECT a.guest_id, row_number() OVER (ORDER BY a.id) AS number FROM attendees a
      WHERE a.event_id = $1) n WHERE g.id = n.guest_id
"""
REPLIES = """
UPDATE attendees a SET status = (ARRAY['going', 'going', 'declined', 'pending'])[1 + n.number % 4],
  side = (ARRAY['', 'bride', 'groom'])[1 + n.number % 3],
  responded_at = CASE WHEN n.number % 4 < 3 THEN now() - n.number % 90 * interval '1 day' END
FROM (SELECT id, row_number() OVER (ORDER BY id) AS number FROM attendees WHERE event_id = $1) n
WHERE a.id = n.id
"""
ELSEWHERE = """
WITH chosen AS (
  SELECT e.id AS event_id, e.organization_id, g.id AS guest_id, g.sort_key, g.last_name,
    gen_random_uuid() AS invitation_id
  FROM (SELECT *, row_number() OVER (ORDER BY id) AS number FROM events WHERE id = ANY ($1)) e
  JOIN (SELECT g.*, row_number() OVER (ORDER BY id) AS number FROM guests g) g
    ON g.number BETWEEN e.number * 150 AND e.number * 150 + $2 - 1
), made AS (
  INSERT INTO invitations (id, organization_id, event_id, label, sort_key, code_hash, short_hash,
    max_guests, status)
  SELECT invitation_id, organization_id, event_id, last_name, sort_key,
    sha256(invitation_id::text::bytea), sha256(('s' || invitation_id)::bytea), 1, 'pending' FROM chosen
)
INSERT INTO attendees (id, organization_id, event_id, guest_id, door, invitation_id, status, sort_key,
  party_sort_key)
SELECT gen_random_uuid(), organization_id, event_id, guest_id, 'invitation', invitation_id, 'pending', sort_key,
  sort_key
FROM chosen
"""


def make_events(made: Rig, headers: dict[str, str], count: int) -> list[str]:
    """Events of the same host, past and to come, half of them published."""
    client, ids = httpx2.Client(base_url=made.url, headers=headers, timeout=30), []
    for number in range(count):
        day = f"{2024 + number % 8}-{1 + number % 12:02d}-{1 + number % 28:02d}T18:00:00+02:00"
        body = {"title": f"Dinner {number}", "starts_at": day, "timezone": "Europe/Madrid"}
        answer = client.post("/api/events", json=body)
        answer.raise_for_status()
        ids.append(str(answer.json()["id"]))
        if number % 2:
            client.post(f"/api/events/{ids[-1]}/publish").raise_for_status()
    client.close()
    return ids


async def furnish(made: Rig, event_id: str, others: Sequence[str]) -> None:
    """Gives people tags, replies and names in three alphabets, and puts some on the other lists."""
    owner = await asyncpg.connect(made.dsns.owner)
    event = UUID(event_id)
    await owner.execute(DETAILS, event, list(TAGS))
    await owner.execute(REPLIES, event)
    ids = [row["guest_id"] for row in await owner.fetch(
        "SELECT guest_id FROM attendees WHERE event_id = $1 ORDER BY id", event
    )]  # fmt: skip
    renamed = []
    for number, key in enumerate(ids[::20]):
        first, last = NAMES[number % len(NAMES)]
        last = f"{last} {number}"
        keys = keys_of(first_name=first, last_name=last, email=None, phone=None, company="")
        renamed.append((key, first, last, keys.sort_key, keys.search_key, keys.trigrams))
    await owner.executemany(RENAME, renamed)
    await owner.execute(ELSEWHERE, [UUID(key) for key in others], ON_EACH)
    await owner.execute("VACUUM")
    await owner.close()
    await analyze(made)


def one_person() -> str:
    """What somebody types to find a person."""
    return f"{random.choice(FIRST)} {random.choice(LAST)} {random.randrange(PEOPLE)}"


def paths(event_id: str, deep: str) -> dict[str, list[str]]:
    """What is asked, by its name in the table."""
    event = f"/api/events/{event_id}"
    listed = f"{event}/guests?limit=50"
    people = [quote(one_person()) for _ in range(20)]
    words = [quote(word) for word in WORDS]
    filters = [
        "status=declined", "status=pending&side=bride", "tag=vip", "has_phone=true&tag=work",
        "side=groom&has_seat=false", "is_child=true", "has_answer=true&sort=-replied",
        "answered_since=2020-01-01T00:00:00Z&sort=name",
    ]  # fmt: skip
    return {
        "guest list: first page": [listed],
        "guest list: deep page": [f"{listed}&cursor={deep}", f"{listed}&skip=5000"],
        "guest list: other orders": [
            f"{listed}&sort={one}" for one in ("-replied", "company", "-email", "side", "party")
        ],
        "guest list: filters": [f"{listed}&{one}" for one in filters],
        "guest list: counted": [f"{listed}&total=true", f"{listed}&status=declined&total=true"],
        "guest list: one person": [f"{listed}&q={one}" for one in people],
        "guest list: a word of thousands": [f"{listed}&q={one}" for one in words],
        "address book: pages": ["/api/guests?limit=50", "/api/guests?limit=50&sort=-added"],
        "address book: search": [f"/api/guests?limit=50&q={one}" for one in [*people, *words]],
        "address book: a tag": [f"/api/guests?limit=50&tag={tag}" for tag in TAGS],
        "event's figures": [f"{event}/stats"],
        "event's breakdown": [f"{event}/stats/breakdown"],
        "event list": [
            "/api/events", "/api/events?q=dinner%2023", "/api/events?when=upcoming",
            "/api/events?when=past&mine=true", "/api/events?status=draft&limit=50",
        ],
    }  # fmt: skip


def percentile(times: Sequence[float], share: float = 0.95) -> float:
    """A percentile in milliseconds."""
    ordered = sorted(times)
    return ordered[max(0, math.ceil(len(ordered) * share) - 1)] * 1000


def deep_cursor(made: Rig, headers: dict[str, str], event_id: str, skip: int) -> str:
    """The cursor of a page in the middle of the list."""
    path = f"{made.url}/api/events/{event_id}/guests"
    half = httpx2.get(path, params={"limit": 50, "skip": skip}, headers=headers, timeout=30)
    half.raise_for_status()
    return str(half.json()["next_cursor"])


def measure(people: int = PEOPLE, events: int = EVENTS, seconds: int = SECONDS) -> list[Row]:
    """The rows of the table."""
    random.seed(11)
    with rig(apis=2) as made:
        headers = register(made)
        event_id = make_event(made, headers)
        asyncio.run(put_people(made, event_id, people))
        asyncio.run(furnish(made, event_id, make_events(made, headers, events - 1)))
        asked = paths(event_id, deep_cursor(made, headers, event_id, min(9_000, people // 2)))
        work: list[tuple[str, str, bytes]] = []
        names: list[str] = []
        for number in range(RATE * seconds):
            name = list(asked)[number % len(asked)]
            names.append(name)
            turn = number // len(asked)
            work.append(("GET", asked[name][turn % len(asked[name])], b""))
        bare = [("GET", "/healthz", b"")] * (RATE * 4)
        ports = made.ports

        def run(requests: list[tuple[str, str, bytes]]) -> Load:
            return in_own_process(lambda: load(ports, headers, requests, connections=16, rate=RATE))

        run(work[: RATE * 4])
        yardstick = run(bare)
        done = run(work)
    assert {*done.statuses} == {200}, [work[one][1] for one in done.refused[:5]]
    by_name: dict[str, list[float]] = defaultdict(list)
    for number, taken in done.times.items():
        by_name[names[number]].append(taken)
    idle, whole = yardstick.percentile(0.95), done.percentile(0.95)
    rows = [
        Row(
            f"{people:,} guests, {events} events, {RATE} mixed reads/s: p95",
            f"{whole:.0f} ms, {whole / idle:.1f} times a bare answer's {idle:.1f} ms",
            f"≤ {BAR} ms", whole <= BAR,
        )
    ]  # fmt: skip
    for name, times in by_name.items():
        p95 = percentile(times)
        rows.append(Row(f"{name}, p95", f"{p95:.0f} ms", f"≤ {BAR} ms", p95 <= BAR))
    return rows


if __name__ == "__main__":
    for row in measure():
        print(row)
