"""Database addresses of the three roles, from the settings or the data folder."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode

from convite.core.config import Settings, SettingsError

DATABASE = "convite"


@dataclass(frozen=True, kw_only=True)
class Dsns:
    """One `postgresql://…` DSN per role, for asyncpg and libpq."""

    #: Requests: owns no tables and doesn't bypass row-level security.
    app: str = field(repr=False)
    #: Worker, follower, audited reads of admins.
    system: str = field(repr=False)
    #: Migrations, backup, restore; never requests.
    owner: str = field(repr=False)


def roles_file(data_dir: Path) -> Path:
    """The file with passwords and socket that the embedded server writes for other processes."""
    return data_dir / "roles.json"


def socket_dsn(role: str, password: str, socket_dir: str, database: str = DATABASE) -> str:
    """A role's DSN over a Unix socket."""
    where = urlencode({"host": socket_dir, "port": "5432"}, safe="/")
    return f"postgresql://{role}:{quote(password, safe='')}@/{database}?{where}"


def read_dsns(settings: Settings) -> Dsns:
    """The DSNs from the settings, or of the embedded server in this data folder.

    Raises:
        SettingsError: the embedded server has never been started here.
    """
    if not settings.is_embedded:
        return Dsns(
            app=settings.database_url,
            system=settings.system_database_url,
            owner=settings.owner_database_url,
        )
    try:
        kept = json.loads(roles_file(settings.data_dir).read_text())
    except FileNotFoundError:
        raise SettingsError(
            f"There is no database in {settings.data_dir} yet; `convite run` makes and starts it"
        ) from None
    return embedded_dsns(kept)


def embedded_dsns(kept: dict[str, str]) -> Dsns:
    """The DSNs from the contents of `roles.json`."""
    return Dsns(
        app=socket_dsn("convite_app", kept["app"], kept["socket"]),
        system=socket_dsn("convite_system", kept["system"], kept["socket"]),
        owner=socket_dsn("convite_owner", kept["owner"], kept["socket"]),
    )
