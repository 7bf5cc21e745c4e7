"""The command line: migration, doctor, backup and restore, as processes of their own."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from convite.entry.postgres import migration
from convite.entry.postgres.cluster import Cluster
from tests.entry.test_cluster import ask

COMMANDS = [
    "run",
    "api",
    "worker",
    "migrate",
    "demo",
    "doctor",
    "openapi",
    "facts",
    "create-admin",
    "backup",
    "restore",
]


def convite(*words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("CONVITE_")}
    named = {f"CONVITE_{key.upper()}": value for key, value in settings.items()}
    return subprocess.run(
        [sys.executable, "-m", "convite.entry.cli", *words],
        env=kept | named,
        cwd="/",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def foreign(cluster: Cluster, **changed: str) -> dict[str, str]:
    """The settings of a server that isn't embedded."""
    dsns = cluster.dsns()
    return {
        "database_url": dsns.app,
        "system_database_url": dsns.system,
        "owner_database_url": dsns.owner,
        **changed,
    }


def test_help_names_every_command_and_is_quick() -> None:
    begin = time.monotonic()
    shown = convite("--help").stdout
    took = time.monotonic() - begin

    assert re.findall(r"^  ([a-z-]+)  ", shown.partition("Commands:")[2], re.MULTILINE) == COMMANDS
    assert took < 2


def test_half_set_database_stops_the_start() -> None:
    done = convite("migrate", database_url="postgresql://one@localhost/convite")

    assert done.returncode == 1
    assert "CONVITE_SYSTEM_DATABASE_URL" in done.stderr
    assert "convite doctor" in done.stderr
    assert "Traceback" not in done.stderr


def test_embedded_database_is_started_for_one_command(open_folder: Path) -> None:
    data_dir = str(open_folder / "data")

    first = convite("migrate", data_dir=data_dir)
    again = convite("migrate", data_dir=data_dir)

    assert first.stdout == f"The schema is at {migration.head()}\n"
    assert again.stdout == f"The schema is at {migration.head()} already\n"
    assert convite("doctor", data_dir=data_dir).returncode == 0


def test_migrations_at_once_do_not_clash(cluster: Cluster) -> None:
    cluster.start()
    command = [sys.executable, "-m", "convite.entry.cli", "migrate"]
    named = {f"CONVITE_{key.upper()}": value for key, value in foreign(cluster).items()}
    both = [
        subprocess.Popen(command, env=os.environ | named, stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]

    ends = [(process.communicate()[1], process.returncode) for process in both]

    assert ends == [("", 0)] * 3


def test_doctor_tells_what_is_wrong_and_prints_the_roles(cluster: Cluster) -> None:
    cluster.start()
    wrong = cluster.dsns().app.replace("convite_app:", "convite_app:x")

    done = convite("doctor", **foreign(cluster, database_url=wrong))

    assert done.returncode == 1
    assert "PROBLEM the app role can't get in" in done.stdout
    assert "CREATE ROLE convite_app" in done.stdout
    assert "CONVITE_OWNER_DATABASE_URL=postgresql://convite_owner:" in done.stdout


def test_doctor_refuses_a_superuser(cluster: Cluster) -> None:
    cluster.start()

    done = convite("doctor", **foreign(cluster, database_url=cluster.superuser_dsn("convite")))

    assert done.returncode == 1
    assert "PROBLEM postgres is above row-level security" in done.stdout


def test_doctor_asks_for_the_migration(cluster: Cluster) -> None:
    cluster.start()

    done = convite("doctor", **foreign(cluster))

    assert f"PROBLEM the schema is at nothing, the program at {migration.head()}" in done.stdout


def test_backup_comes_back_into_an_empty_database_only(open_folder: Path) -> None:
    first, second = str(open_folder / "first"), str(open_folder / "second")
    copy = str(open_folder / "copy")
    convite("migrate", data_dir=first)

    made = convite("backup", copy, data_dir=first)
    refused = convite("restore", copy, data_dir=first)
    restored = convite("restore", copy, data_dir=second)

    assert made.returncode == 0, made.stderr
    assert Path(copy).stat().st_mode & 0o777 == 0o600
    assert refused.returncode == 1
    assert "isn't empty" in refused.stderr
    assert restored.returncode == 0, restored.stderr
    assert convite("doctor", data_dir=second).returncode == 0
    assert generation(second) > generation(first)


def generation(data_dir: str) -> int:
    """What makes old positions void."""
    cluster = Cluster(Path(data_dir))
    cluster.start()
    try:
        return int(str(ask(cluster.dsns().owner, "SELECT number FROM generation")))
    finally:
        cluster.stop()


def test_two_last_migrations_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    versions = tmp_path / "versions"
    versions.mkdir()
    for name, after in (("a", None), ("b", "a"), ("c", "a")):
        (versions / f"{name}.py").write_text(f"revision = {name!r}\ndown_revision = {after!r}\n")
    monkeypatch.setattr(migration, "FOLDER", tmp_path)

    with pytest.raises(migration.MigrationError, match="b, c are both the last"):
        migration.head()
