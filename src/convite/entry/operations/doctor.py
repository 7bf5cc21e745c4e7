"""`convite doctor`: checks the installation and says how to fix problems."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import asyncpg

from convite.core.config import Settings
from convite.core.dsns import Dsns
from convite.entry.postgres.migration import head
from convite.entry.postgres.roles import fresh_passwords, role_sql, settings_lines

OLDEST_SERVER = 150000

#: Tenant tables whose policies could be bypassed. Users belong to no tenant (`users` refers to their
#: personal organization), so that table is protected by grants and definer functions.
LOOSE_TABLES = """
SELECT c.relname
FROM pg_class c
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'organization_id' AND NOT a.attisdropped
WHERE c.relnamespace = 'public'::regnamespace
  AND c.relkind IN ('r', 'p')
  AND c.relname <> 'users'
  AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
  AND (NOT c.relispartition OR has_table_privilege('convite_app', c.oid, 'SELECT'))
ORDER BY 1
"""
FLAGS = "SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """The result of one check."""

    is_fine: bool
    text: str


async def examine(settings: Settings, dsns: Dsns, *, invariants: bool) -> AsyncIterator[Finding]:
    """Checks the settings, the database as each role, its schema, and the invariants."""
    yield Finding(is_fine=True, text=f"settings are sound; data in {settings.data_dir}")
    names: set[str] = set()
    for role, dsn in (("app", dsns.app), ("system", dsns.system), ("owner", dsns.owner)):
        async for finding in _role(role, dsn, names):
            yield finding
    if len(names) < 3:
        yield Finding(is_fine=False, text="the three roles can't all get in; see the SQL below")
        return
    connection = await asyncpg.connect(dsns.owner)
    try:
        async for finding in _schema(connection):
            yield finding
        if invariants:
            async for finding in _invariants(connection):
                yield finding
    finally:
        await connection.close()


async def _role(role: str, dsn: str, names: set[str]) -> AsyncIterator[Finding]:
    try:
        connection = await asyncpg.connect(dsn, timeout=10)
    except (OSError, asyncpg.PostgresError, TimeoutError) as error:
        yield Finding(is_fine=False, text=f"the {role} role can't get in: {error}")
        return
    try:
        row = await connection.fetchrow(FLAGS)
        assert row is not None
        names.add(row["rolname"])
        version = connection.get_server_version()
        is_old = version.major * 10000 < OLDEST_SERVER
        yield Finding(
            is_fine=not is_old, text=f"the {role} role gets in (PostgreSQL {version.major})"
        )
        if row["rolsuper"] or row["rolbypassrls"]:
            yield Finding(
                is_fine=False,
                text=f"{row['rolname']} is above row-level security; use a plain role",
            )
    finally:
        await connection.close()


async def _schema(connection: "asyncpg.Connection[asyncpg.Record]") -> AsyncIterator[Finding]:
    wanted = head()
    is_made = await connection.fetchval("SELECT to_regclass('alembic_version') IS NOT NULL")
    found = (
        await connection.fetchval("SELECT version_num FROM alembic_version") if is_made else None
    )
    yield Finding(
        is_fine=found == wanted,
        text=f"the schema is at {found or 'nothing'}, the program at {wanted or 'nothing'}"
        + ("" if found == wanted else ": run `convite migrate`"),
    )
    loose = [row["relname"] for row in await connection.fetch(LOOSE_TABLES)]
    yield Finding(
        is_fine=not loose,
        text=f"row-level security isn't forced on {', '.join(loose)}"
        if loose
        else "row-level security is forced on every tenant table",
    )


async def _invariants(connection: "asyncpg.Connection[asyncpg.Record]") -> AsyncIterator[Finding]:
    from convite.entry.operations.invariants import check_invariants

    broken = await check_invariants(connection)
    for violation in broken:
        yield Finding(is_fine=False, text=f"must never be: {violation}")
    if not broken:
        yield Finding(is_fine=True, text="nothing is there that must never be")


def advice() -> str:
    """The SQL that creates the roles on your own server, and the matching settings."""
    passwords = fresh_passwords()
    return (
        "-- As an administrator of your server, with psql:\n"
        f"{role_sql(passwords)}\n"
        "-- Then set:\n"
        f"{settings_lines(passwords)}\n"
    )
