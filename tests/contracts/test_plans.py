"""How the database reads what is read all the time: as the application role, by an index."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event as sqlalchemy_events

from convite.core.database import Database, open_database
from convite.core.db import Principal, ReadTx
from convite.core.ids import new_id
from convite.core.paging import Page, PageQuery
from convite.core.search import needle_of
from convite.doors.book.queries import BookFilter, book_page, shown_by
from convite.doors.bulk.queries import (
    BY_EMAIL,
    BY_NAME,
    BY_OWNER,
    BY_PARTY,
    BY_PHONE,
    MATCH_PLAN,
    stage,
)
from convite.doors.bulk.rules import Chunk
from convite.doors.lists.queries import people_page
from convite.doors.lists.schemas import ListFilters
from convite.insight.activity.queries import activity_page
from convite.live.follower import ROWS
from convite.people.guests.rules import keys_of
from convite.plan.seating.queries import STATUS_LETTERS
from convite.room.holds.queries import NEAREST_FREE
from tests.world import Person, World

pytestmark = pytest.mark.pg15

GUESTS = 20_000
FIRST = ("Ana", "León", "Zoë", "José", "Mia", "Olu", "Søren", "Chloé", "Iñaki", "Wen")
LAST = ("Ruiz", "Núñez", "Smith", "Okafor", "Müller", "García", "Ito", "Dubois", "Haddad", "Kowal")


@dataclass
class Crowd:
    """An event with twenty thousand guests and seats."""

    host: Person
    event_id: UUID
    database: Database

    @property
    def principal(self) -> Principal:
        return Principal(
            organization_id=UUID(self.host.organization_id), user_id=UUID(self.host.id)
        )


def people(organization_id: UUID, event_id: UUID) -> tuple[list[Any], list[Any]]:
    """Rows of guests and of attendees."""
    guests, attendees = [], []
    for number in range(GUESTS):
        first, last = FIRST[number % 10], f"{LAST[number // 10 % 10]} {number}"
        keys = keys_of(first_name=first, last_name=last, email=None, phone=None, company="")
        guest = new_id()
        email = f"person{number}@example.com"
        row = (guest, organization_id, first, last, keys.sort_key, keys.search_key, keys.trigrams)
        row += (email, email)
        guests.append(row)
        attendees.append((new_id(), organization_id, event_id, guest, "invitation", keys.sort_key))
    return guests, attendees


GUEST_COLUMNS = [
    "id", "organization_id", "first_name", "last_name", "sort_key", "search_key", "trigrams", "email",
    "email_key",
]  # fmt: skip
ATTENDEE_COLUMNS = ["id", "organization_id", "event_id", "guest_id", "door", "sort_key"]


#: A log as full as the rest, of streams nobody asks for.
OTHERS = """
INSERT INTO activity_log (id, stream_id, position, organization_id, action, object_type, object_id,
  actor_kind)
SELECT gen_random_uuid(), gen_random_uuid(), 1, $1, 'noise_made', 'noise', gen_random_uuid(), 'system'
FROM generate_series(1, 20000)
"""


#: Other tenants: only beside them the planner takes a tenant's policy for something that narrows.
TENANTS = """
WITH fresh AS (
  SELECT gen_random_uuid() AS org, gen_random_uuid() AS event, gen_random_uuid() AS guest
  FROM generate_series(1, 60)
), organizations_made AS (
  INSERT INTO organizations (id, name, kind, currency) SELECT org, 'Other', 'personal', 'EUR' FROM fresh
), events_made AS (
  INSERT INTO events SELECT (jsonb_populate_record(NULL::events, to_jsonb(e)
    || jsonb_build_object('id', f.event, 'organization_id', f.org, 'slug', f.event::text))).*
  FROM fresh f, events e WHERE e.id = $1
), guests_made AS (
  INSERT INTO guests (id, organization_id, first_name, sort_key, search_key)
  SELECT guest, org, 'Other', 'other', ' other' FROM fresh
)
INSERT INTO attendees (id, organization_id, event_id, guest_id, door)
SELECT gen_random_uuid(), org, event, guest, 'invitation' FROM fresh
"""


async def load(owner: Any, table: str, rows: list[Any], columns: list[str]) -> None:
    """Many rows at once, through a table of the session: COPY goes around no policy."""
    await owner.execute(f"CREATE TEMP TABLE new_{table} (LIKE {table} INCLUDING DEFAULTS)")
    await owner.copy_records_to_table(f"new_{table}", records=rows, columns=columns)
    await owner.execute(f"INSERT INTO {table} SELECT * FROM new_{table}")


@pytest.fixture(scope="module")
async def crowd(world: World) -> AsyncIterator[Crowd]:
    host = await world.organizer()
    event = await host.event()
    await event.seats(500, rows=40, seats_per_row=500)
    guests, attendees = people(UUID(host.organization_id), UUID(event.id))
    async with world.database() as owner:
        await load(owner, "guests", guests, GUEST_COLUMNS)
        await load(owner, "attendees", attendees, ATTENDEE_COLUMNS)
        await owner.execute(TENANTS, UUID(event.id))
        await owner.execute(OTHERS, UUID(host.organization_id))
        await owner.execute(
            "ANALYZE guests; ANALYZE attendees; ANALYZE seats; ANALYZE activity_log"
        )
    database = await open_database(world.dsns.app, pool_size=2, raw_pool_size=2)
    yield Crowd(host, UUID(event.id), database)
    await database.close()


async def plans_of(crowd: Crowd, read: Callable[[ReadTx], Awaitable[Any]]) -> tuple[Any, list[str]]:
    """What a query of the program gives, and the plan of each statement it ran."""
    asked: list[tuple[str, Any]] = []

    def keep(_: Any, __: Any, statement: str, parameters: Any, *more: Any) -> None:
        asked.append((statement, parameters))

    def keep_ours(record: Any) -> None:
        if not re.search("typeinfo|'jit'", record.query):  # the driver looks up types by itself
            keep(None, None, record.query, record.args)

    engine = crowd.database.engine.sync_engine
    async with crowd.database.read(crowd.principal) as tx:
        sqlalchemy_events.listen(engine, "before_cursor_execute", keep)
        try:
            with tx.driver.query_logger(keep_ours):
                found = await read(tx)
        finally:
            sqlalchemy_events.remove(engine, "before_cursor_execute", keep)
        await tx.driver.execute("SELECT")  # the driver reports a statement after it was answered
        plans = [await plan(tx.driver, statement, *values) for statement, values in asked]
    return found, plans


async def plan(connection: Any, statement: str, *values: Any) -> str:
    rows = await connection.fetch(f"EXPLAIN {statement}", *values)
    return "\n".join(row[0] for row in rows)


async def test_guest_list_is_read_by_name(crowd: Crowd) -> None:
    found, plans = await plans_of(
        crowd,
        lambda tx: people_page(
            tx, crowd.event_id, PageQuery(limit=50), ListFilters(), lambda one: one.guest.name
        ),
    )

    assert len(found.items) == 50
    assert len(plans) == 2
    assert "attendees_sort_key_index" in plans[0]
    assert "Seq Scan on attendees" not in plans[0]
    assert "Seq Scan on guests" not in plans[0]
    assert "Sort" not in plans[0]
    assert "Seq Scan on guests" not in plans[1]


async def test_guest_list_is_read_on_from_a_cursor(crowd: Crowd) -> None:
    async def second(tx: ReadTx) -> Any:
        first = await people_page(
            tx, crowd.event_id, PageQuery(limit=200), ListFilters(), lambda one: one.guest.name
        )
        query = PageQuery(limit=200, cursor=first.next_cursor)
        return first, await people_page(
            tx, crowd.event_id, query, ListFilters(), lambda one: one.guest.name
        )

    (first, after), plans = await plans_of(crowd, second)

    assert set(first.items) & set(after.items) == set()
    assert "attendees_sort_key_index" in plans[2]
    assert "ROW(" in plans[2].split("Index Cond", 1)[1]


async def test_guest_list_searched_reads_few_rows(crowd: Crowd) -> None:
    found, plans = await plans_of(
        crowd,
        lambda tx: people_page(
            tx, crowd.event_id, PageQuery(), ListFilters(q="núñez 1213"), lambda one: one.guest.name
        ),
    )

    assert any("Núñez 1213" in name for name in found.items)
    assert all("Núñez" in name for name in found.items)
    assert "Function Scan on search_attendees" in plans[0]
    assert "Seq Scan on attendees" not in plans[0]
    assert "Seq Scan on guests" not in plans[0]


async def test_address_book_is_read_by_name_and_by_search(crowd: Crowd) -> None:
    organization_id = crowd.principal.organization_id
    assert organization_id is not None
    everything = shown_by(None, None)

    def read(tx: ReadTx, wanted: BookFilter) -> Awaitable[Page[str]]:
        return book_page(tx, organization_id, PageQuery(), lambda row: row[0].name, wanted)

    _, listed = await plans_of(crowd, lambda tx: read(tx, BookFilter(shown=everything)))
    _, last_added = await plans_of(
        crowd, lambda tx: read(tx, BookFilter(shown=everything, sort="-added"))
    )
    found, searched = await plans_of(
        crowd,
        lambda tx: read(tx, BookFilter(shown=everything, text="okafor 1234")),
    )

    assert "guests_sort_key_index" in listed[0]
    assert "guests_added_index" in last_added[0]
    assert found.items
    assert "Seq Scan on guests" not in searched[0]


FUNCTIONS = {
    "search_guests": ("grams text[]", "patterns text[]", "most int"),
    "search_attendees": ("event uuid", "grams text[]", "patterns text[]", "most int"),
}


@pytest.mark.parametrize("function", FUNCTIONS)
async def test_search_inside_its_function_uses_the_trigrams(
    world: World, crowd: Crowd, function: str
) -> None:
    """The function runs as owner; what stands in it is planned here as it is there."""
    arguments = FUNCTIONS[function]
    grams, patterns = needle_of("núñez 1213")
    values = {"event": crowd.event_id, "grams": grams, "patterns": patterns, "most": 2000}
    async with world.database() as owner:
        body = await owner.fetchval("SELECT prosrc FROM pg_proc WHERE proname = $1", function)
        names = [argument.split()[0] for argument in arguments]
        for number, name in enumerate(names, 1):
            body = re.sub(rf"(?<![.\w]){name}(?!\w)", f"${number}", body)
        async with owner.transaction():
            tenant = crowd.host.organization_id
            await owner.execute("SELECT set_config('app.org', $1, true)", tenant)
            told = await plan(owner, body.strip(), *(values[name] for name in names))

    assert "guests_trigrams_index" in told
    assert "Seq Scan" not in told


#: By which indexes an import looks somebody up: each ends with what the row says of them.
LOOK_UPS = {
    "email": (BY_EMAIL, {"guests_email_key_index", "guests_email_key_living"}),
    "phone": (BY_PHONE, {"guests_phone_index"}),
    "name": (BY_NAME, {"guests_sort_key_index"}),
    "owner": (
        BY_OWNER,
        {"guests_sort_key_index", "guests_email_key_index", "guests_email_key_living"},
    ),
    "party": (BY_PARTY, {"attendees_sort_key_index", "guests_pkey", "invitations_pkey"}),
}


@pytest.mark.parametrize("by", LOOK_UPS)
async def test_import_looks_up_people_by_what_their_row_says(
    world: World, crowd: Crowd, by: str
) -> None:
    """The tenant isn't in the statistics yet: nothing says how many guests a look-up by it would read."""
    newcomer = await world.organizer()
    event = await newcomer.event()
    statement, indexes = LOOK_UPS[by]
    place = event.id if by == "party" else newcomer.organization_id
    async with crowd.database.desk(UUID(newcomer.organization_id)) as connection:
        await stage(connection, Chunk(guests=[], parties=[]))
        await connection.execute(MATCH_PLAN)
        told = await plan(connection, statement, UUID(place), new_id())

    read = set(re.findall(r"(?:using|Scan on) ((?:attendees|guests|invitations)_\w+)", told))
    assert read
    assert read <= indexes


async def test_seat_states_are_read_in_the_order_of_the_plan(crowd: Crowd) -> None:
    async with crowd.database.desk(crowd.principal.organization_id) as connection:
        told = await plan(connection, STATUS_LETTERS, crowd.event_id)
        letters = (await connection.fetchrow(STATUS_LETTERS, crowd.event_id))["letters"]

    assert len(letters) == 20_000
    assert re.search(r"Index Scan.* seats|Bitmap.* seats|seats_event_id", told)


async def test_nearest_free_seats_are_looked_for_nearby(world: World, crowd: Crowd) -> None:
    seat = await world.one(
        "SELECT id FROM seats WHERE event_id = $1 AND place = 9000", crowd.event_id
    )
    async with crowd.database.desk(crowd.principal.organization_id) as connection:
        told = await plan(connection, NEAREST_FREE, crowd.event_id, seat, False, [])

    assert "seats_event_id_place_key" in told
    assert "Seq Scan on seats" not in told


async def test_log_is_read_by_stream_and_position(world: World, crowd: Crowd) -> None:
    organization_id = crowd.principal.organization_id
    _, plans = await plans_of(
        crowd,
        lambda tx: activity_page(
            tx, crowd.event_id, PageQuery(), object_id=None, actor_id=None, action=None
        ),
    )
    async with world.database("system") as system:
        followed = await plan(system, ROWS, crowd.event_id, 0, 500)

    assert organization_id is not None
    for told in (plans[0], followed):
        assert "stream_id" in told
        assert re.search(r"Index Scan.* using activity_log_\w*stream\w*", told)
