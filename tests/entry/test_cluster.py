"""The embedded server: what it makes, and that no kill keeps it from starting again."""

import asyncio
import contextlib
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import asyncpg
import pytest

from convite.core.config import Settings, SettingsError
from convite.core.dsns import read_dsns, roles_file
from convite.entry.postgres import binaries
from convite.entry.postgres.cluster import Cluster, ClusterError
from convite.entry.postgres.folder import FolderBusy
from convite.entry.postgres.processes import ServerUser, processes_in
from tests.entry.conftest import as_root
from tests.support import wait_until


def ask(dsn: str, query: str, *values: object) -> object:
    async def asked() -> object:
        connection = await asyncpg.connect(dsn)
        try:
            return await connection.fetchval(query, *values)
        finally:
            await connection.close()

    return asyncio.run(asked())


def server_processes(cluster: Cluster) -> list[int]:
    return processes_in(cluster.folder, "postgres")


def test_start_makes_three_plain_roles(cluster: Cluster) -> None:
    cluster.start()

    dsns = cluster.dsns()
    assert ask(dsns.app, "SELECT current_user::text") == "convite_app"
    assert ask(dsns.system, "SELECT current_user::text") == "convite_system"
    assert ask(dsns.owner, "SELECT current_user::text") == "convite_owner"
    raised = (
        "SELECT count(*) FROM pg_roles WHERE rolname ~ '^convite' AND (rolsuper OR rolbypassrls)"
    )
    assert ask(dsns.owner, raised) == 0
    owner = "SELECT datdba::regrole::text FROM pg_database WHERE datname = current_database()"
    assert ask(dsns.app, owner) == "convite_owner"


def test_start_pins_settings_and_limits(cluster: Cluster) -> None:
    cluster.start()

    shown = {
        name: ask(cluster.dsns().app, "SELECT current_setting($1)", name)
        for name in ("fsync", "lock_timeout", "statement_timeout", "listen_addresses")
    }
    assert shown == {
        "fsync": "on",
        "lock_timeout": "3s",
        "statement_timeout": "15s",
        "listen_addresses": "",
    }
    idle = "SELECT current_setting('idle_in_transaction_session_timeout')"
    assert ask(cluster.dsns().app, idle) == "10s"
    locale = "SELECT datlocprovider::text || ' ' || datlocale FROM pg_database WHERE datname = $1"
    assert ask(cluster.dsns().app, locale, "convite") == "b C.UTF-8"


def test_passwords_are_private_and_needed(cluster: Cluster) -> None:
    cluster.start()

    assert roles_file(cluster.data_dir).stat().st_mode & 0o777 == 0o600
    with pytest.raises(asyncpg.InvalidPasswordError):
        ask(cluster.dsns().app.replace("convite_app:", "convite_app:x"), "SELECT 1")


def test_read_dsns_finds_the_running_server(cluster: Cluster) -> None:
    with pytest.raises(SettingsError, match="no database"):
        read_dsns(Settings(data_dir=cluster.data_dir, _env_file=None))

    cluster.start()

    assert read_dsns(Settings(data_dir=cluster.data_dir, _env_file=None)) == cluster.dsns()


def test_data_outlive_stop_and_start(cluster: Cluster) -> None:
    cluster.start()
    ask(cluster.dsns().owner, "CREATE TABLE kept AS SELECT 7 AS number")

    cluster.stop()

    assert server_processes(cluster) == []
    cluster.start()
    assert ask(cluster.dsns().owner, "SELECT number FROM kept") == 7


def test_second_launcher_says_so(cluster: Cluster) -> None:
    cluster.start()

    with pytest.raises(FolderBusy, match=f"already runs on .*process {os.getpid()}"):
        Cluster(cluster.data_dir).start()

    assert ask(cluster.dsns().app, "SELECT 1") == 1


def test_long_data_path_gets_a_short_socket(open_folder: Path) -> None:
    cluster = Cluster(open_folder / ("long" * 30) / "data")

    cluster.start()

    socket = Path(cluster.dsns().app.partition("host=")[2].partition("&")[0])
    assert len(os.fsencode(socket / ".s.PGSQL.5432")) <= 107
    assert ask(cluster.dsns().app, "SELECT 1") == 1
    cluster.stop()
    assert not socket.exists()


@as_root
def test_closed_parents_keep_their_rights(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    cluster = Cluster(closed / "data")

    cluster.start()

    assert ask(cluster.dsns().app, "SELECT 1") == 1
    assert closed.stat().st_mode & 0o777 == 0o700
    assert cluster.folder.stat().st_uid != 0
    cluster.stop()


@as_root
def test_server_of_root_belongs_to_the_owner_of_the_folder(open_folder: Path) -> None:
    data_dir = open_folder / "data"
    data_dir.mkdir()
    os.chown(data_dir, 65534, 65534)
    cluster = Cluster(data_dir)

    cluster.start()

    assert Path(f"/proc/{cluster.pid}").stat().st_uid == 65534
    assert roles_file(data_dir).stat().st_uid == 65534
    cluster.stop()


@as_root
@pytest.mark.parametrize("is_data_closed", [False, True])
def test_binaries_are_copied_when_out_of_reach(
    open_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_data_closed: bool
) -> None:
    hidden = tmp_path / "env" / binaries.CARRIER / binaries.INSTALL
    source = binaries.shipped()
    shutil.copytree(source, hidden)
    libraries = f"{binaries.CARRIER}.libs"
    shutil.copytree(source.parent.with_name(libraries), tmp_path / "env" / libraries)
    monkeypatch.setattr(binaries, "shipped", lambda: hidden)
    monkeypatch.setattr(binaries, "SYSTEM_FOLDER", open_folder / "system")
    cluster = Cluster((tmp_path if is_data_closed else open_folder) / "data")

    cluster.start()

    running = Path(f"/proc/{cluster.pid}/exe").readlink()
    home = open_folder / "system" if is_data_closed else cluster.data_dir
    assert running.is_relative_to(home)
    assert ask(cluster.dsns().app, "SELECT 1") == 1
    cluster.stop()


def test_reach_is_judged_by_mode_bits(tmp_path: Path) -> None:
    from convite.entry.postgres.processes import can_reach

    tmp_path.chmod(0o700)
    stranger = ServerUser(uid=12345, gid=12345)

    assert not can_reach(stranger, tmp_path)
    assert can_reach(stranger, Path("/usr/bin"))
    assert can_reach(None, tmp_path)


def test_killed_server_starts_again_on_the_same_socket(cluster: Cluster) -> None:
    cluster.start()
    before = cluster.dsns()
    ask(before.owner, "CREATE TABLE kept AS SELECT 7 AS number")
    assert cluster.pid is not None
    os.kill(cluster.pid, signal.SIGKILL)
    wait_until(lambda: not cluster.is_running)

    cluster.start()

    assert cluster.dsns() == before
    assert ask(before.owner, "SELECT number FROM kept") == 7


def test_server_that_outlived_its_launcher_is_stopped_not_adopted(cluster: Cluster) -> None:
    cluster.start()
    orphan = cluster.pid
    cluster._lock.release()  # as if the launcher were gone and its server had been spared
    second = Cluster(cluster.data_dir)

    second.start()

    assert not cluster.is_running
    assert second.pid not in (None, orphan)
    assert ask(second.dsns().app, "SELECT 1") == 1
    second.stop()


def test_orphans_without_their_head_are_stopped(cluster: Cluster) -> None:
    cluster.start()
    head = cluster.pid
    assert head is not None
    others = [pid for pid in server_processes(cluster) if pid != head]
    for pid in others:
        with contextlib.suppress(ProcessLookupError):  # some come and go by themselves
            os.kill(pid, signal.SIGSTOP)  # so they can't notice that their head is gone
    os.kill(head, signal.SIGKILL)
    wait_until(lambda: not cluster.is_running)

    cluster.start()

    assert set(others).isdisjoint(server_processes(cluster))
    assert ask(cluster.dsns().app, "SELECT 1") == 1


def test_stale_pid_file_with_a_pid_of_somebody_else(cluster: Cluster) -> None:
    cluster.start()
    text = (cluster.folder / "postmaster.pid").read_text()
    cluster.stop()
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as stranger:
        _, rest = text.split("\n", 1)
        (cluster.folder / "postmaster.pid").write_text(f"{stranger.pid}\n{rest}")

        cluster.start()

        assert ask(cluster.dsns().app, "SELECT 1") == 1
        assert stranger.poll() is None
        stranger.kill()


def test_half_made_cluster_is_made_anew(cluster: Cluster) -> None:
    half = cluster.data_dir / "cluster.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")

    cluster.start()

    assert ask(cluster.dsns().app, "SELECT 1") == 1
    assert not half.exists()


def test_lost_passwords_stop_the_start(cluster: Cluster) -> None:
    cluster.start()
    cluster.stop()
    roles_file(cluster.data_dir).unlink()

    with pytest.raises(ClusterError, match=r"roles\.json is missing"):
        cluster.start()


def test_cluster_of_another_version_stops_the_start(cluster: Cluster) -> None:
    cluster.start()
    cluster.stop()
    (cluster.folder / "PG_VERSION").write_text("17\n")

    with pytest.raises(ClusterError, match="made by PostgreSQL 17"):
        cluster.start()


def test_server_log_holds_no_values(cluster: Cluster) -> None:
    cluster.start()
    owner = cluster.dsns().owner
    ask(owner, "CREATE TABLE people (email text PRIMARY KEY)")
    ask(owner, "INSERT INTO people VALUES ('secret@example.org')")
    with pytest.raises(asyncpg.UniqueViolationError):
        ask(owner, "INSERT INTO people VALUES ('secret@example.org')")
    cluster.stop()

    log = (cluster.data_dir / "postgres.log").read_text()

    assert "duplicate key" in log
    assert "secret@example.org" not in log
