"""The log's chain: what is meant to go leaves it whole, what was tampered with is found."""

from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest

from convite.core import chain
from convite.core.database import Database, open_database
from tests.world import World

pytestmark = pytest.mark.pg15

FOUND = "log rows aren't what they were"


@pytest.fixture
async def system(world: World) -> AsyncIterator[Database]:
    database = await open_database(world.dsns.system, pool_size=2, raw_pool_size=2)
    yield database
    await database.close()


async def chained(world: World, system: Database) -> Any:
    """An event with some log, all of it linked."""
    event = await (await world.organizer()).event()
    await event.party("Jo Smith", "Al Smith")
    await chain.link_log(system)
    return event


async def tamper(world: World, statement: str, *values: object) -> None:
    """What only the owner of the tables can do, past the guard; taken back by the caller."""
    async with world.database() as owner, owner.transaction():
        await owner.execute("ALTER TABLE activity_log DISABLE TRIGGER guard_log")
        await owner.execute(statement, *values)
        await owner.execute("ALTER TABLE activity_log ENABLE TRIGGER guard_log")


async def broken(world: World) -> list[str]:
    return [fault for fault in await world.faults() if fault.startswith(FOUND)]


async def test_changed_row_is_found(world: World, system: Database) -> None:
    event = await chained(world, system)
    row = await world.one(
        "SELECT id FROM activity_log WHERE event_id = $1 AND action = 'attendee_added' LIMIT 1",
        event.id,
    )
    change = "UPDATE activity_log SET data = $2::jsonb WHERE id = $1"
    before = await world.one("SELECT data FROM activity_log WHERE id = $1", row)

    assert await broken(world) == []
    await tamper(world, change, row, '{"status": "going"}')
    found = await broken(world)
    await tamper(world, change, row, before)

    assert [event.id in fault for fault in found] == [True]
    assert await broken(world) == []


@pytest.mark.parametrize("column", ["actor_id = gen_random_uuid()", "at = at + interval '1 s'"])
async def test_any_column_counts(world: World, system: Database, column: str) -> None:
    event = await chained(world, system)
    last = (
        "SELECT id, at, actor_id FROM activity_log WHERE stream_id = $1 ORDER BY position LIMIT 1"
    )
    (row,) = await world.sql(last, event.id)

    await tamper(world, f"UPDATE activity_log SET {column} WHERE id = $1", row["id"])
    found = await broken(world)
    back = "UPDATE activity_log SET at = $2, actor_id = $3 WHERE id = $1"
    await tamper(world, back, row["id"], row["at"], row["actor_id"])

    assert [event.id in fault for fault in found] == [True]


async def test_erasing_private_values_breaks_nothing(world: World, system: Database) -> None:
    event = await chained(world, system)

    await world.sql("DELETE FROM activity_private WHERE event_id = $1", event.id)

    assert await broken(world) == []


async def test_tidied_transient_rows_break_nothing(world: World, system: Database) -> None:
    event = await (await world.organizer()).event()
    seats = await event.seats(3)
    await event.hold(seats[0])
    await chain.link_log(system)
    transient = "FROM activity_log WHERE event_id = $1 AND transient"
    assert await world.one(f"SELECT count(*) {transient}", event.id)

    # the gap it leaves is an invariant of its own, for rows of the last month
    async with world.database() as owner:
        transaction = owner.transaction()
        await transaction.start()
        await owner.execute("ALTER TABLE activity_log DISABLE TRIGGER guard_log")
        await owner.execute(f"DELETE {transient}", event.id)
        from convite.entry.operations.invariants import check_invariants

        found = [one for one in await check_invariants(owner) if one.startswith(FOUND)]
        await transaction.rollback()

    assert found == []


async def test_chain_grows_with_the_log_and_is_linked_once(
    world: World, system: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = await chained(world, system)
    count = "SELECT count(*) FROM log_links WHERE stream_id = $1"
    before = await world.one(count, event.id)
    await chain.link_log(system)
    again = await world.one(count, event.id)
    await event.party("Ben Other", "Eva Other")
    monkeypatch.setattr(chain, "BLOCK_ROWS", 1)
    await chain.link_log(system)

    assert (before, again) == (1, 1)
    assert await world.one(count, event.id) > 2
    assert await broken(world) == []


async def test_chain_is_append_only(world: World, system: Database) -> None:
    await chained(world, system)
    for role in ("owner", "app", "system"):
        async with world.database(role) as connection:
            for statement in (
                "UPDATE log_links SET hash = ''", "DELETE FROM log_links", "TRUNCATE log_links",
            ):  # fmt: skip
                with pytest.raises(asyncpg.InsufficientPrivilegeError):
                    await connection.execute(statement)
