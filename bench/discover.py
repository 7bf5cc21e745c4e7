"""Discover over a hundred thousand public events: a mix of searches at a steady rate, and their plans."""

import asyncio
import json
import math
import random
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import asyncpg
import httpx2

from bench.rig import Rig, in_own_process, load, make_event, register, rig
from bench.table import Row
from convite.core.ids import new_id
from convite.core.search import fold_words, search_key
from convite.insight.discovery.queries import (
    Search,
    index_statement,
    nearest_statement,
    walk_statement,
)
from convite.insight.discovery.rules import Position, km_of

EVENTS = 100_000
#: Requests, and how many a second.
ASKED, RATE = 900, 30
WORDS = (
    "jazz", "garden", "supper", "book", "morning", "lantern", "harbour", "chess", "pottery", "swing",
    "poetry", "kite", "sourdough", "stargazing", "market", "choir", "sketch", "bicycle", "tango", "cinema",
    "code", "lake", "night", "open", "slow", "winter", "quiz", "vinyl", "river", "family",
)  # fmt: skip
MOODS = ("calm", "wild", "curious", "festive", "mellow", "quiet", "loud", "romantic")
CITIES = (
    (40.4168, -3.7038), (51.5074, -0.1278), (-33.8688, 151.2093), (35.6762, 139.6503), (30.0444, 31.2357),
    (19.4326, -99.1332), (-17.7134, 178.065), (64.1466, -21.9426), (40.7128, -74.006), (-12.0464, -77.0428),
)  # fmt: skip
#: The only title with this word.
RARE = "zyzzyva"
COLUMNS = [
    "id", "organization_id", "host_user_id", "title", "search_key", "slug", "mood", "mood_key", "public_key",
    "timezone", "starts_local", "starts_at", "venue_text", "online_url", "status", "visibility", "approval", "latitude",
    "longitude", "interests",
]  # fmt: skip
STREAMS = """
INSERT INTO streams (id, organization_id)
SELECT id, organization_id FROM events ON CONFLICT (id) DO NOTHING
"""


def place(chance: random.Random) -> tuple[float, float]:
    """Somewhere: most events are in or near a city, every tenth anywhere on earth."""
    if chance.random() < 0.1:
        return math.degrees(math.asin(chance.uniform(-1, 1))), chance.uniform(-180, 180)
    latitude, longitude = chance.choice(CITIES)
    east = longitude + chance.gauss(0, 0.3)
    return latitude + chance.gauss(0, 0.3), (east + 180) % 360 - 180


def event_row(
    number: int, chance: random.Random, organization_id: Any, host_id: Any, interests: list[UUID]
) -> tuple[Any, ...]:
    """A public event within the next two years, as the columns of `COLUMNS`."""
    title = " ".join([*chance.sample(WORDS, 3), str(number)]).capitalize()
    if number == 0:
        title = f"{RARE} {title}"
    mood, venue = chance.choice(MOODS), f"{chance.choice(WORDS)} hall {number % 500}"
    starts = datetime.now(UTC) + timedelta(minutes=chance.randrange(60, 2 * 365 * 24 * 60))
    latitude, longitude = place(chance)
    return (
        new_id(), organization_id, host_id, title, search_key(title), f"event-{number}", mood,
        f" {fold_words(mood)}", search_key(title, mood, venue), "UTC", starts.replace(tzinfo=None), starts,
        venue, "https://meet.example.com" if chance.random() < 0.05 else None, "published", "public", "open",
        latitude, longitude, chance.sample(interests, chance.randrange(0, 4)),
    )  # fmt: skip


async def put_events(dsn: str, event_id: str, count: int) -> None:
    """Public events beside one that there is, of the same host; the projection follows by its trigger."""
    owner = await asyncpg.connect(dsn)
    of = "SELECT organization_id, host_user_id FROM events WHERE id = $1"
    tenant, host = await owner.fetchrow(of, UUID(event_id))
    interests = [row["id"] for row in await owner.fetch("SELECT id FROM interests ORDER BY id")]
    chance = random.Random(7)
    rows = [event_row(number, chance, tenant, host, interests) for number in range(count)]
    await owner.execute("CREATE TEMP TABLE new_events (LIKE events INCLUDING DEFAULTS)")
    await owner.copy_records_to_table("new_events", records=rows, columns=COLUMNS)
    names = ", ".join(COLUMNS)
    insert = f"INSERT INTO events ({names}) SELECT {names} FROM new_events"
    await owner.execute(insert, timeout=900)
    await owner.execute(STREAMS)
    await owner.execute("ANALYZE events; ANALYZE public_events; ANALYZE streams")
    await owner.close()


def searches(chance: random.Random) -> list[dict[str, object]]:
    """One of each kind of search, with values of its own."""
    latitude, longitude = place(chance)
    near = {"near": f"{latitude:.4f},{longitude:.4f}"}
    soon = (datetime.now(UTC) + timedelta(days=chance.randrange(300))).date()
    return [
        {},
        {"q": chance.choice(WORDS)},
        {"q": f"{chance.choice(WORDS)} {chance.randrange(EVENTS)}"},
        {"q": RARE},
        {"interest": chance.choice(("music", "art", "film", "games", "dance"))},
        {
            "interest": "music",
            "mood": chance.choice(MOODS),
            "from": soon,
            "to": soon + timedelta(30),
        },
        {**near, "radius": chance.choice((5, 25, 100))},
        {**near, "radius": chance.choice((5, 25, 100)), "sort": "distance"},
        {**near, "radius": 20_000, "sort": "distance", "interest": "music"},
        {"near": "-17.7,180", "radius": 300, "sort": "distance"},
        {"near": "90,0", "radius": 2000, "sort": "distance"},
        {"online": "true", "q": chance.choice(WORDS)},
        {"from": soon},
    ]


def work(made: Rig) -> list[tuple[str, str, bytes]]:
    """The requests of a run; every fourth asks for the page that follows."""
    chance = random.Random(11)
    asked: list[tuple[str, str, bytes]] = []
    while len(asked) < ASKED:
        for search in searches(chance):
            path = f"/api/events/discover?{urlencode(search)}"
            if len(asked) % 4 == 3:
                page = httpx2.get(made.url + path, timeout=30).json()
                if page["next_cursor"]:
                    path += "&" + urlencode({"cursor": page["next_cursor"]})
            asked.append(("GET", path, b""))
    return asked[:ASKED]


async def plans(dsn: str) -> dict[str, str]:
    """How the application role reads each kind of search, by the name of the kind."""
    app = await asyncpg.connect(dsn)
    near = Position(latitude=-17.7, longitude=179.99)
    music = await app.fetchval("SELECT id FROM interests WHERE slug = 'music'")
    statements = {
        "in order": walk_statement(Search(), [], 51, 0),
        "words": index_statement(Search(q=RARE), [], 51, 0),
        "mood": index_statement(Search(mood="romantic"), [], 51, 0),
        "interest": index_statement(Search(interests=[music]), [], 51, 0),
        "near": index_statement(Search(near=near, radius=30), [], 51, 0),
        "nearest": nearest_statement(Search(near=near, radius=30), [], 51, 0, 30),
        "online": walk_statement(Search(online=True), [], 51, 0),
    }
    found = {}
    for name, (text, values) in statements.items():
        rows = await app.fetch(f"EXPLAIN {text}", *values)
        found[name] = "\n".join(row[0] for row in rows)
    await app.close()
    return found


async def far_from_right(dsn: str) -> int:
    """Of the nearest across ±180°, how many are missing or wrong, compared with every event's distance."""
    app = await asyncpg.connect(dsn)
    near = Position(latitude=-17.7, longitude=179.99)
    text, values = nearest_statement(Search(near=near, radius=300), [], 1000, 0, 300)
    got = [row["event_id"] for row in await app.fetch(text, *values)]
    rows = await app.fetch("SELECT event_id, x, y, z FROM public_events WHERE x IS NOT NULL")
    await app.close()
    x, y, z = near.vector
    away = {
        row["event_id"]: km_of((row["x"] - x) ** 2 + (row["y"] - y) ** 2 + (row["z"] - z) ** 2)
        for row in rows
    }
    right = sorted((km, key) for key, km in away.items() if km <= 300)[:1000]
    return len({key for _, key in right} ^ set(got))


def measure() -> list[Row]:
    """The rows of the table."""
    with rig() as made:
        headers = register(made)
        event_id = make_event(made, headers, visibility="public")
        asyncio.run(put_events(made.dsns.owner, event_id, EVENTS))
        port, asked = made.ports[0], work(made)
        httpx2.get(f"{made.url}/api/events/discover", timeout=30).raise_for_status()
        done = in_own_process(lambda: load(port, {}, asked, connections=8, rate=RATE))
        slowest = sorted(done.times, key=lambda number: -done.times[number])[:5]
        for number in slowest:
            print(f"  {done.times[number] * 1000:.0f} ms {asked[number][1]}")
        told = asyncio.run(plans(made.dsns.app))
        wrong = asyncio.run(far_from_right(made.dsns.app))
        assert set(done.statuses) == {200}, json.dumps(done.statuses)
    scanned = [name for name, text in told.items() if "Seq Scan" in text]
    p95 = done.percentile(0.95)
    return [
        Row(
            f"discover over {EVENTS:,} events at {RATE}/s, 13 kinds of search: median, p95, p99",
            f"{done.percentile(0.5):.0f} ms, {p95:.0f} ms, {done.percentile(0.99):.0f} ms",
            "p95 ≤ 80 ms", p95 <= 80,
        ),
        Row(
            "discover: kinds of search read without an index", str(len(scanned)), "0", not scanned
        ),
        Row("discover: the nearest 300 km around 179.99° E, missing or wrong", str(wrong), "0", wrong == 0),
    ]  # fmt: skip


if __name__ == "__main__":
    for row in measure():
        print(row)
