"""The three roles and the database, as SQL for `psql`; safe to run again."""

import secrets
from collections.abc import Mapping

from convite.core.dsns import DATABASE

ROLES = ("owner", "app", "system")

#: Timeouts of each role. Requests are short, the worker's statements aren't; import, export and
#: migration set their own within their transaction.
LIMITS: Mapping[str, Mapping[str, str]] = {
    "app": {
        "lock_timeout": "3s",
        "statement_timeout": "15s",
        "idle_in_transaction_session_timeout": "10s",
    },
    "system": {
        "lock_timeout": "5s",
        "statement_timeout": "60s",
        "idle_in_transaction_session_timeout": "60s",
    },
    "owner": {"lock_timeout": "30s"},
}


def fresh_passwords() -> dict[str, str]:
    """A random password per role, without characters that need quoting in SQL or a DSN."""
    return {role: secrets.token_urlsafe(24) for role in ROLES}


def role_sql(passwords: Mapping[str, str] | None = None) -> str:
    """Idempotent SQL that an administrator runs with `psql` on their own server.

    Attributes stay at their defaults (no superuser, no bypass of row-level security), because only a
    superuser may set them; `convite doctor` checks them.
    """
    known = passwords or fresh_passwords()
    lines = [line for role in ROLES for line in _role(role, known[role])]
    return "\n".join([*lines, *_database()]) + "\n"


def settings_lines(passwords: Mapping[str, str], host: str = "HOST") -> str:
    """The three settings that go with `role_sql(passwords)`."""
    names = {
        "app": "DATABASE_URL",
        "system": "SYSTEM_DATABASE_URL",
        "owner": "OWNER_DATABASE_URL",
    }
    return "\n".join(
        f"CONVITE_{name}=postgresql://convite_{role}:{passwords[role]}@{host}/{DATABASE}"
        for role, name in names.items()
    )


def _role(role: str, password: str) -> list[str]:
    name = f"convite_{role}"
    return [
        (
            f"SELECT 'CREATE ROLE {name}' WHERE NOT EXISTS "  # noqa: S608 (constants)
            f"(SELECT FROM pg_roles WHERE rolname = '{name}') \\gexec"
        ),
        f"ALTER ROLE {name} LOGIN PASSWORD '{password}';",
        *(f"ALTER ROLE {name} SET {key} = '{value}';" for key, value in LIMITS[role].items()),
    ]


def _database() -> list[str]:
    return [
        "GRANT convite_owner TO CURRENT_USER;",
        (
            f"SELECT 'CREATE DATABASE {DATABASE} OWNER convite_owner' WHERE NOT EXISTS "  # noqa: S608 (constants)
            f"(SELECT FROM pg_database WHERE datname = '{DATABASE}') \\gexec"
        ),
        f"REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC;",
        f"GRANT CONNECT ON DATABASE {DATABASE} TO convite_app, convite_system;",
        # imports stage their rows in temporary tables
        f"GRANT TEMPORARY ON DATABASE {DATABASE} TO convite_app;",
    ]
