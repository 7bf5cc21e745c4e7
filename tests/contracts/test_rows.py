"""Row-level security on its own: what each role sees when no filter of the program helps."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from sqlalchemy import text

from convite.core.database import Database, open_database
from convite.core.db import Base, Principal
from convite.core.ids import new_id
from convite.entry import wiring
from convite.events.event.queries import enter_code, enter_place
from tests.victim import Victim, make_victim
from tests.world import Person, World

pytestmark = pytest.mark.pg15

assert wiring.TABLES
TENANT = sorted(
    name for name, table in Base.metadata.tables.items() if "organization_id" in table.c
)
#: `users` belongs to no tenant: its column only names the personal organization.
TABLES = [name for name in TENANT if name != "users"]
#: Whoever stands in no tenant's table is guarded by grants or by being nobody's secret.
WITHOUT_TENANT = {
    "users", "profiles", "user_sessions", "ended_sessions", "idempotency_keys", "organizations",
    "challenges", "budget_uses", "sending_turns", "provider_calls",
    "oauth_identities", "interests", "profile_interests", "blocks", "public_events",
    "reports", "passkeys", "authenticator_apps",
}  # fmt: skip
#: Written by the program for its own use; the application role may not even read them.
NOT_FOR_THE_APP = {"jobs", "sending_turns", "provider_calls"}


@pytest.fixture(scope="module")
async def victim(world: World) -> Victim:
    return await make_victim(world)


@pytest.fixture(scope="module")
async def stranger(world: World) -> Person:
    host = await world.organizer("Somebody Else")
    await (await host.event()).party("Their Guest")
    return host


@contextlib.asynccontextmanager
async def seen_as(
    world: World, role: str, organization: str = "", user: str = ""
) -> AsyncIterator[asyncpg.Connection]:
    """A transaction of a role, opened for a tenant and a user."""
    async with world.database(role) as connection:
        transaction = connection.transaction()
        await transaction.start()
        await connection.execute(
            "SELECT set_config('app.org', $1, true), set_config('app.user', $2, true)",
            organization,
            user,
        )
        yield connection
        await transaction.rollback()


def test_every_table_has_a_tenant_or_a_reason() -> None:
    assert set(Base.metadata.tables) - set(TABLES) - WITHOUT_TENANT == set()


POLICIES = """
SELECT c.relname, c.relforcerowsecurity, c.relrowsecurity,
  array_agg(p.polname::text || ' ' || (
    SELECT string_agg(rolname, ',') FROM pg_roles WHERE oid = ANY (p.polroles))) AS policies
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'organization_id'
LEFT JOIN pg_policy p ON p.polrelid = c.oid
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
GROUP BY 1, 2, 3
"""
NEEDED = {"owner_all convite_owner", "system_all convite_system", "tenant convite_app"}


async def test_every_tenant_table_is_forced_with_a_policy_for_each_role(world: World) -> None:
    rows = {row["relname"]: row for row in await world.sql(POLICIES)}

    assert set(rows) - {"users"} == set(TABLES)
    for name in TABLES:
        row = rows[name]
        assert (row["relrowsecurity"], row["relforcerowsecurity"]) == (True, True), name
        assert set(row["policies"]) >= NEEDED, name
        extra = set(row["policies"]) - NEEDED
        assert {one for one in extra if one != "mine convite_app"} == set(), name


async def test_nobody_bypasses_the_policies(world: World) -> None:
    rows = await world.sql(
        "SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname LIKE 'convite_%'"
    )

    assert {
        row["rolname"]: (row["rolsuper"], row["rolbypassrls"]) for row in rows
    } == dict.fromkeys(("convite_owner", "convite_app", "convite_system"), (False, False))


async def counted(connection: asyncpg.Connection, table: str, organization: str) -> int:
    count = f"SELECT count(*) FROM {table} WHERE organization_id = $1"
    return int(await connection.fetchval(count, organization))


@pytest.mark.parametrize("table", TABLES)
async def test_tenant_table_shows_nothing_to_another_tenant(
    world: World, victim: Victim, stranger: Person, table: str
) -> None:
    mine, theirs = stranger.organization_id, victim.host.organization_id
    if table in NOT_FOR_THE_APP:
        async with seen_as(world, "app", theirs) as app:
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await counted(app, table, theirs)
        return

    async with seen_as(world, "app", theirs) as app:
        own = await counted(app, table, theirs)
    async with seen_as(world, "app", mine, stranger.id) as app:
        foreign = await counted(app, table, theirs)
        everything = await app.fetchval(f"SELECT count(*) FROM {table}")
        of_mine = await counted(app, table, mine)
    async with seen_as(world, "app") as app:
        of_nobody = await app.fetchval(f"SELECT count(*) FROM {table}")

    async with world.database() as owner:
        assert own == await counted(owner, table, theirs)
    assert (foreign, of_nobody) == (0, 0)
    assert everything == of_mine


#: Emptied by the worker, or written by it: an event alone leaves no row there.
EMPTY = {"activity_outbox", "jobs", "log_links"}
COPY = "INSERT INTO {table} SELECT * FROM jsonb_populate_record(NULL::{table}, $1::jsonb)"


@pytest.mark.parametrize("table", TABLES)
async def test_tenant_table_takes_nothing_for_another_tenant(
    world: World, victim: Victim, stranger: Person, table: str
) -> None:
    theirs = victim.host.organization_id
    key = next(iter(Base.metadata.tables[table].primary_key.columns)).name
    fresh = {"organization_id": theirs, key: str(new_id())}
    async with world.database() as owner:
        row = await owner.fetchval(
            f"SELECT to_jsonb(t) || jsonb_build_object('organization_id', $1::text, '{key}', $2::text)"
            f" FROM {table} t LIMIT 1",
            theirs,
            fresh[key],
        )
    assert row is not None or table in EMPTY, f"{table} has no row to try with"
    statement, values = COPY.format(table=table), (row,)
    if row is None:
        statement = f"INSERT INTO {table} ({', '.join(fresh)}) VALUES ($1, $2)"
        values = tuple(fresh.values())
    async with seen_as(world, "app", stranger.organization_id, stranger.id) as app:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await app.execute(statement, *values)


@pytest.mark.parametrize("table", [name for name in TABLES if name not in NOT_FOR_THE_APP])
async def test_tenant_table_changes_nothing_of_another_tenant(
    world: World, victim: Victim, stranger: Person, table: str
) -> None:
    async with seen_as(world, "app", stranger.organization_id, stranger.id) as app:
        for statement in (
            f"UPDATE {table} SET organization_id = organization_id WHERE organization_id = $1",
            f"DELETE FROM {table} WHERE organization_id = $1",
        ):
            savepoint = app.transaction()
            await savepoint.start()
            try:
                done = await app.execute(statement, victim.host.organization_id)
            except asyncpg.InsufficientPrivilegeError:
                done = "0"
            await savepoint.rollback()
            assert done.split()[-1] == "0", statement


async def test_system_and_owner_see_every_tenant(
    world: World, victim: Victim, stranger: Person
) -> None:
    for role in ("system", "owner"):
        async with world.database(role) as connection:
            seen = await connection.fetch("SELECT DISTINCT organization_id FROM events")
        assert {victim.host.organization_id, stranger.organization_id} <= {
            str(row["organization_id"]) for row in seen
        }


@contextlib.asynccontextmanager
async def small_pools(world: World) -> AsyncIterator[Database]:
    database = await open_database(world.dsns.app, pool_size=2, raw_pool_size=2)
    try:
        yield database
    finally:
        await database.close()


TENANTS_SEEN = "SELECT DISTINCT organization_id::text FROM events"


async def test_two_connections_for_two_hundred_mixed_tasks_leak_nothing(world: World) -> None:
    """The tenant of one task is never the next one's, whichever pool and however it ends."""
    hosts = [await world.organizer() for _ in range(6)]
    for host in hosts:
        await host.event()
    async with small_pools(world) as database:

        async def by_session(tenant: str) -> set[str]:
            async with database.read(Principal(organization_id=UUID(tenant))) as tx:
                rows = await tx.driver.fetch(TENANTS_SEEN)
            return {row[0] for row in rows}

        async def by_desk(tenant: Any) -> set[str]:
            with contextlib.suppress(ZeroDivisionError):
                async with database.desk(tenant) as connection:
                    rows = await connection.fetch(TENANTS_SEEN)
                    if tenant.int % 3 == 0:
                        raise ZeroDivisionError
            return {row[0] for row in rows}

        tenants = [hosts[number % 6].organization_id for number in range(200)]
        seen = await asyncio.gather(
            *(
                by_desk(UUID(tenant)) if number % 2 else by_session(tenant)
                for number, tenant in enumerate(tenants)
            )
        )

    assert seen == [{tenant} for tenant in tenants]


async def test_connection_given_back_belongs_to_nobody(world: World, victim: Victim) -> None:
    """What a transaction was for ends with it: the next borrower sees nothing."""
    tenant = victim.host.organization_id
    async with small_pools(world) as database:
        async with database.tx(Principal(organization_id=UUID(tenant))) as tx:
            assert len(await tx.driver.fetch(TENANTS_SEEN)) == 1
        async with database.read() as tx:
            await tx.ensure_entered()
            after_session = await tx.driver.fetch(TENANTS_SEEN)
        async with database.desk(UUID(tenant)) as plain:
            assert len(await plain.fetch(TENANTS_SEEN)) == 1
        async with database.pool.acquire() as bare:
            after_desk = await bare.fetch(TENANTS_SEEN)

    assert (after_session, after_desk) == ([], [])


async def test_reader_sees_nothing_of_the_one_before(world: World, victim: Victim) -> None:
    """Reading sets the principal of the session; the next reader must enter before asking."""
    tenant, user = UUID(victim.host.organization_id), UUID(victim.host.id)
    async with small_pools(world) as database:
        for _ in range(2):  # every connection of the pool
            async with database.read(Principal(organization_id=tenant, user_id=user)) as tx:
                assert len(await tx.driver.fetch(TENANTS_SEEN)) == 1
        async with database.read() as tx:
            with pytest.raises(RuntimeError, match="Enter a principal"):
                await tx.driver.fetch(TENANTS_SEEN)
            assert await enter_place(tx, user, "event", new_id()) is None
            assert await tx.driver.fetch(TENANTS_SEEN) == []
        async with database.read(Principal(organization_id=tenant)) as tx:
            assert await enter_code(tx, b"nobody's", b"nobody's") is None
            assert await tx.driver.fetch(TENANTS_SEEN) == []
        async with database.tx() as tx:
            assert await tx.driver.fetch(TENANTS_SEEN) == []


async def test_nothing_is_asked_after_the_end(world: World, victim: Victim) -> None:
    """A transaction that somebody kept can't reach through the connection it had."""
    tenant = Principal(organization_id=UUID(victim.host.organization_id))
    async with small_pools(world) as database:
        async with database.read(tenant) as reader:
            pass
        with contextlib.suppress(ZeroDivisionError):
            async with database.tx(tenant) as writer:
                raise ZeroDivisionError
        async with database.tx(tenant) as rolled_back:
            await rolled_back.rollback()
        async with database.read(tenant):
            for kept in (reader, writer, rolled_back):
                with pytest.raises(RuntimeError, match="Enter a principal"):
                    await kept.driver.fetch(TENANTS_SEEN)
                with pytest.raises(RuntimeError, match="is over"):
                    await kept.execute(text("SELECT 1"))


async def test_canceled_writer_leaves_no_transaction_open(world: World, victim: Victim) -> None:
    """Whoever is canceled while BEGIN is on its way gives back a connection without a transaction."""
    async with small_pools(world) as database:

        async def write() -> None:
            async with database.tx(Principal(organization_id=UUID(victim.host.organization_id))):
                await asyncio.Event().wait()

        for wait in range(1, 30):  # from before BEGIN is sent until after it was answered
            task = asyncio.create_task(write())
            for _ in range(wait):
                await asyncio.sleep(0)
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
            async with database.read() as tx:
                await tx.ensure_entered()
                assert not tx.driver.is_in_transaction()
                assert await tx.driver.fetch(TENANTS_SEEN) == []


@pytest.mark.parametrize("role", ["app", "system"])
@pytest.mark.parametrize("table", ["activity_log", "checkins"])
@pytest.mark.parametrize("verb", ["UPDATE {0} SET id = id", "DELETE FROM {0}", "TRUNCATE {0}"])
async def test_log_and_scans_are_append_only_by_grant(
    world: World, victim: Victim, role: str, table: str, verb: str
) -> None:
    async with seen_as(world, role, victim.host.organization_id) as connection:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute(verb.format(table))


async def test_log_is_append_only_by_trigger(world: World, victim: Victim) -> None:
    """The second wall holds even against the owner: each column, and the whole row."""
    columns = [column.name for column in Base.metadata.tables["activity_log"].c]
    async with world.database() as owner:
        for column in columns:
            statement = f"UPDATE activity_log SET {column} = {column} WHERE event_id = $1"
            with pytest.raises(asyncpg.InsufficientPrivilegeError, match="append-only"):
                await owner.execute(statement, victim.event.id)
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="append-only"):
            await owner.execute("DELETE FROM activity_log WHERE event_id = $1", victim.event.id)
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="append-only"):
            await owner.execute("TRUNCATE activity_log")
        for statement in ("UPDATE checkins SET result = 'no'", "DELETE FROM checkins"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError, match="append-only"):
                await owner.execute(f"{statement} WHERE event_id = $1", victim.event.id)


async def test_private_values_are_not_changed_by_requests(world: World, victim: Victim) -> None:
    async with seen_as(world, "app", victim.host.organization_id) as app:
        for statement in (
            "UPDATE activity_private SET data = '{}'",
            "DELETE FROM activity_private",
        ):
            savepoint = app.transaction()
            await savepoint.start()
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await app.execute(statement)
            await savepoint.rollback()
