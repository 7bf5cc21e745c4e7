"""The embedded PostgreSQL: create, start, stop, and recover after being killed."""

import json
import os
import secrets
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

from convite.core.dsns import Dsns, embedded_dsns, roles_file, socket_dsn
from convite.entry.postgres.binaries import connection, server_bin, tool
from convite.entry.postgres.folder import (
    FolderLock,
    drop_short_folder,
    is_short_enough,
    make_folder,
    read_settings,
    short_folder,
    write_private,
)
from convite.entry.postgres.processes import (
    can_reach,
    die_with_parent,
    processes_in,
    send,
    server_user,
    wait_for,
)
from convite.entry.postgres.roles import fresh_passwords, role_sql

SUPERUSER = "postgres"
#: The folder a process works in, whoever may enter its parents; see `Cluster._seen`.
HERE = "/proc/self/cwd"
LOG_LIMIT = 5_000_000
#: How long a start is retried while orphaned processes still hold its resources.
PATIENCE = 10.0
#: How long crash recovery may take.
RECOVERY_LIMIT = 300.0

#: Passed at each start, so that upgrades need no config file changes. One machine, little memory: no
#: I/O workers, no parallel workers, no replication. Statements and key values are kept out of the
#: server's log, because they contain personal data.
SERVER_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "cluster_name": "convite",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "effective_cache_size": "512MB",
    "work_mem": "8MB",
    "maintenance_work_mem": "64MB",
    "random_page_cost": "1.1",
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "1GB",
    "max_logical_replication_workers": "0",
    "max_parallel_workers_per_gather": "0",
    "max_parallel_maintenance_workers": "0",
    "io_method": "sync",
    "jit": "off",
    "huge_pages": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_messages": "warning",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}


class ClusterError(SystemExit):
    """The embedded server can't be created or started; the message says why."""


class Cluster:
    """One embedded server on one data folder: `start()`, `dsns()`, `stop()`.

    Call `start()` from the main thread: the server stops when the thread that started it ends, so it
    never outlives a killed supervisor. A running server is never adopted: whatever an earlier, killed
    supervisor left running is stopped first.
    """

    #: The major version, its settings and its locale; tests put another server here.
    version = "18"
    settings: ClassVar[Mapping[str, str]] = SERVER_SETTINGS
    locale = ("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")

    def __init__(self, data_dir: Path, *, lock: FolderLock | None = None) -> None:
        self.data_dir = data_dir.absolute()
        self.folder = self.data_dir / "cluster"
        self._lock = lock or FolderLock(self.data_dir)
        self._kept: dict[str, str] = {}
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def is_running(self) -> bool:
        """Whether our own server process is alive."""
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int | None:
        """The process id of our server."""
        return self._process.pid if self._process and self.is_running else None

    def start(self) -> None:
        """Starts the server (created on first use) and returns when it accepts connections. Idempotent.

        Raises:
            FolderBusy: another launcher has the data folder.
            ClusterError: the server couldn't be created or started.
        """
        if self.is_running:
            return
        self._lock.take()
        try:
            self._user = server_user(self.folder, self.data_dir)
            self._bin = self._find_bin()
            self._kept = self._prepare()
            self._make()
            self._clear()
            self._launch()
            self._set_roles()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stops the server (transactions end, data are written out) and frees the data folder."""
        if self._process is not None:
            for what, limit in (
                (signal.SIGINT, 20),
                (signal.SIGQUIT, 5),
                (signal.SIGKILL, 5),
            ):
                send([self._process.pid] if self.is_running else [], what)
                if wait_for(lambda: not self.is_running, limit):
                    break
        self._process = None
        drop_short_folder(self._kept.get("socket", ""))
        self._kept = {}
        self._lock.release()

    def dsns(self) -> Dsns:
        """The DSNs of the three roles."""
        return embedded_dsns(self._kept)

    def superuser_dsn(self, database: str = "postgres") -> str:
        """The superuser's DSN, for tests and repairs; the program never uses it."""
        return socket_dsn(SUPERUSER, self._kept["superuser"], self._kept["socket"], database)

    def _find_bin(self) -> Path:
        return server_bin(self._user, self.data_dir)

    def _prepare(self) -> dict[str, str]:
        """Prepares the passwords (generated once) and a socket folder (chosen at each start)."""
        if self._kept:  # restarted by the supervisor: other processes know this socket
            self._give(make_folder(Path(self._kept["socket"])))
            return self._kept
        kept = read_settings(roles_file(self.data_dir))
        if not kept and self.folder.exists():
            raise ClusterError(
                f"{roles_file(self.data_dir)} is missing; without its passwords nobody gets into "
                f"{self.folder}: put it back, or move the folder away to begin anew"
            )
        passwords = {
            "superuser": secrets.token_urlsafe(24),
            **fresh_passwords(),
            **kept,
        }
        drop_short_folder(kept.get("socket", ""))
        kept = {**passwords, "socket": str(self._socket_folder())}
        write_private(roles_file(self.data_dir), json.dumps(kept, indent=1) + "\n")
        return kept

    def _socket_folder(self) -> Path:
        """Next to the data, or elsewhere if that path is too long or the server's user can't access it."""
        beside = self.data_dir / "run"
        is_fit = is_short_enough(beside) and can_reach(self._user, self.data_dir)
        wanted = make_folder(beside) if is_fit else short_folder()
        self._give(wanted)
        return wanted

    def _give(self, path: Path) -> None:
        """Changes the owner of our new folder or file to the server's user."""
        path.chmod(0o700 if path.is_dir() else 0o600)
        if self._user:
            os.chown(path, self._user.uid, self._user.gid)

    def _make(self) -> None:
        """Runs `initdb` in a temporary folder and renames it, so that a kill leaves no partial cluster."""
        if self.folder.exists():
            version = (self.folder / "PG_VERSION").read_text().strip()
            if version != self.version:
                raise ClusterError(
                    f"{self.folder} was made by PostgreSQL {version}, this is {self.version}: "
                    "back it up with the older Convite and restore it here"
                )
            return
        fresh = self.folder.with_name("cluster.new")
        shutil.rmtree(fresh, ignore_errors=True)
        make_folder(fresh)
        self._give(fresh)
        secret = Path(self._kept["socket"]) / "password"
        secret.touch(mode=0o600)
        secret.write_text(self._kept["superuser"])
        self._give(secret)
        try:
            self._initdb(fresh, secret)
        finally:
            secret.unlink()
        fresh.rename(self.folder)

    def _initdb(self, fresh: Path, secret: Path) -> None:
        made = subprocess.run(
            [
                *(str(self._bin / "initdb"), "-D", self._seen(fresh), "-U", SUPERUSER),
                *("--auth=scram-sha-256", f"--pwfile={secret}", "--encoding=UTF8"),
                *(*self.locale, "--no-instructions"),
            ],
            check=False,
            capture_output=True,
            text=True,
            **self._spawn(fresh),
        )
        if made.returncode != 0:
            raise ClusterError(f"The database couldn't be made in {fresh}: {_last(made.stderr)}")

    def _seen(self, folder: Path) -> str:
        """A path to the folder that works for the server's user.

        Root's data folder may be inside a home that others can't enter, and we don't change its
        permissions; a process can use its working folder whatever its parents' permissions are.
        """
        return str(folder) if can_reach(self._user, folder.parent) else HERE

    def _spawn(self, folder: Path) -> dict[str, Any]:
        environment = {"LC_ALL": "C", "PATH": os.defpath}
        user = self._user.popen if self._user else {}
        return {"cwd": folder, "env": environment, "stdin": subprocess.DEVNULL, **user}

    def _clear(self) -> None:
        """Stops processes that a killed supervisor or server left running on our data, postmaster first."""

        def left() -> list[int]:
            return processes_in(self.folder, "postgres")

        pid_file = self.folder / "postmaster.pid"
        head = _pid_in(pid_file)
        send([pid for pid in left() if pid == head], signal.SIGINT)
        for what in (signal.SIGQUIT, signal.SIGKILL):
            if wait_for(lambda: not left(), 3):
                break
            send(left(), what)
        if not wait_for(lambda: not left(), 3):
            raise ClusterError(f"Processes {left()} still use {self.folder} and can't be stopped")
        # no process uses this folder, so the pid may be reused by now and the server would refuse to start
        pid_file.unlink(missing_ok=True)

    def _launch(self) -> None:
        """Starts `postgres`; retries while orphans of a killed one hold its shared memory."""
        end = time.monotonic() + PATIENCE
        while True:
            self._process = self._spawn_server()
            wait_for(lambda: not self.is_running or self._is_ready(), RECOVERY_LIMIT)
            if self.is_running:
                return
            if time.monotonic() > end:
                raise ClusterError(
                    f"The database didn't start: {_last(self._log_path.read_text())} "
                    f"({self._log_path} tells more)"
                )
            time.sleep(0.25)

    @property
    def _log_path(self) -> Path:
        return self.data_dir / "postgres.log"

    def _spawn_server(self) -> subprocess.Popen[bytes]:
        settings = {**self.settings, "unix_socket_directories": self._kept["socket"]}
        command = [str(self._bin / "postgres"), "-D", self._seen(self.folder)]
        if self._log_path.exists() and self._log_path.stat().st_size > LOG_LIMIT:
            self._log_path.rename(self._log_path.with_suffix(".log.old"))
        with self._log_path.open("ab") as log:
            return subprocess.Popen(
                [*command, *(f"--{key}={value}" for key, value in settings.items())],
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=die_with_parent(signal.SIGINT),  # noqa: PLW1509 (no threads here)
                **self._spawn(self.folder),
            )

    def _is_ready(self) -> bool:
        """The server writes its state into the eighth line of its pid file."""
        pid_file = self.folder / "postmaster.pid"
        try:
            lines = pid_file.read_text().splitlines()
        except FileNotFoundError:
            return False
        return len(lines) > 7 and lines[0] == str(self.pid) and lines[7].strip() == "ready"

    def _set_roles(self) -> None:
        """Creates roles, limits and the database at each start; repairs an interrupted first start."""
        done = subprocess.run(
            [
                tool("psql"),
                "-X",
                "-q",
                "-v",
                "ON_ERROR_STOP=1",
                "-d",
                self.superuser_dsn(),
            ],
            input=role_sql(self._kept),
            check=False,
            capture_output=True,
            text=True,
            env=connection(self.superuser_dsn()),
        )
        if done.returncode != 0:
            raise ClusterError(f"The database's roles couldn't be set: {_last(done.stderr)}")


def _pid_in(pid_file: Path) -> int | None:
    try:
        return int(pid_file.read_text().splitlines()[0])
    except (FileNotFoundError, IndexError, ValueError):
        return None


def _last(output: str) -> str:
    lines = [line for line in output.splitlines() if line.strip()]
    return lines[-1].strip() if lines else "it logged nothing"
