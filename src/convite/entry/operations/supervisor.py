"""`convite run`: database, migration, API processes and worker under one parent."""

import contextlib
import http.client
import os
import select
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from convite.core.config import Settings
from convite.entry.operations.children import Backoff, Child, GaveUp, run_once
from convite.entry.postgres.cluster import Cluster
from convite.entry.postgres.folder import FolderLock
from convite.entry.postgres.processes import wait_for

TICK = 0.2
#: The port of a killed predecessor becomes free shortly after its children are gone.
PORT_PATIENCE = 3.0
START_LIMIT = 60.0


def command_line(*words: str) -> list[str]:
    """The command line of one of our own commands."""
    return [sys.executable, "-m", "convite.entry.cli", *words]


@dataclass(frozen=True, kw_only=True)
class Commands:
    """The commands the supervisor runs; tests replace them with stubs."""

    migrate: list[str] = field(default_factory=lambda: command_line("migrate", "--quiet"))
    demo: list[str] = field(default_factory=lambda: command_line("demo"))
    api: list[str] = field(default_factory=lambda: command_line("api", "--fd"))
    worker: list[str] = field(default_factory=lambda: command_line("worker"))


class Supervisor:
    """Starts everything in order, keeps it running, and stops it in reverse order."""

    def __init__(
        self,
        settings: Settings,
        *,
        listener: Callable[[Settings], socket.socket],
        commands: Commands | None = None,
        reload: Path | None = None,
    ) -> None:
        self._settings = settings
        self._listen = listener
        self._commands = commands or Commands()
        #: A folder whose changed sources restart API and worker.
        self._reload = reload
        self._lock = FolderLock(settings.data_dir.absolute())
        self._cluster: Cluster | None = None
        self._cluster_backoff = Backoff("database")
        self._apis: list[Child] = []
        self._worker = Child("worker", self._commands.worker)
        #: What is kept running from now on.
        self._started: list[Child] = []
        #: Kept open throughout: it outlives API processes, and clients wait in its backlog.
        self._port: socket.socket | None = None
        #: API processes import their code while the database starts, and connect to it once the
        #: signal end is closed. The other end stays open for API processes that start later.
        self._signal_end, self._wait_end = socket.socketpair()
        self._is_stopping = False

    def run(self) -> None:
        """Runs until SIGTERM or SIGINT.

        Raises:
            SystemExit: something can't be started; the message says what.
        """
        self._lock.take()
        try:
            with _signals(self._on_stop) as wake:
                self._start()
                self._watch(wake)
        finally:
            self._stop()

    def _on_stop(self) -> None:
        self._is_stopping = True

    def _start(self) -> None:
        self._port = self._open_port()
        fds = [self._port.fileno(), self._wait_end.fileno()]
        command = [*self._commands.api, str(fds[0]), "--wait-fd", str(fds[1])]
        for number in range(self._settings.workers):
            name = "API" if self._settings.workers == 1 else f"API {number + 1}"
            self._apis.append(Child(name, command, fds))
        self._begin(*self._apis)
        if self._settings.is_embedded:
            self._cluster = Cluster(self._settings.data_dir, lock=self._lock)
            self._cluster_backoff.begin()
            self._cluster.start()
        run_once(self._commands.migrate, lambda: self._is_stopping)
        if self._is_stopping:
            return
        self._signal_end.close()
        self._wait_for_answer()
        self._begin(self._worker)
        if not self._is_stopping:
            self._greet()

    def _begin(self, *children: Child) -> None:
        for child in children:
            child.start()
            self._started.append(child)

    def _open_port(self) -> socket.socket:
        end = time.monotonic() + PORT_PATIENCE
        while True:
            try:
                return self._listen(self._settings)
            except SystemExit:
                if time.monotonic() > end or self._is_stopping:
                    raise
            time.sleep(0.1)

    def _wait_for_answer(self) -> None:
        def is_done() -> bool:
            return self._tend() or answers(self._settings)

        if not wait_for(is_done, START_LIMIT, 0.03):
            raise GaveUp(f"The API gave no answer within {START_LIMIT:.0f} s; giving up")

    def _greet(self) -> None:
        say(f"Convite is ready: {self._settings.address}")
        if self._settings.demo:
            run_once(self._commands.demo, self._tend)

    def _watch(self, wake: int) -> None:
        newest = self._newest()
        while not self._is_stopping:
            select.select([wake], [], [], TICK)
            with contextlib.suppress(BlockingIOError):
                os.read(wake, 4096)
            if not self._is_stopping:
                self._tend()
            if self._reload and (now := self._newest()) > newest:
                newest = now
                self._restart()

    def _tend(self) -> bool:
        """Restarts what died; returns whether it's time to stop."""
        if self._cluster is not None and not self._cluster.is_running:
            self._revive(self._cluster)
        for child in self._started:
            if change := child.tend():
                say(change)
        return self._is_stopping

    def _revive(self, cluster: Cluster) -> None:
        say("the database stopped; starting it again")
        time.sleep(self._cluster_backoff.fall("see postgres.log in the data folder"))
        self._cluster_backoff.begin()
        cluster.start()

    def _restart(self) -> None:
        say("sources changed; starting anew")
        for child in self._started:
            child.ask_to_stop()
        for child in self._started:
            child.stop(2)
            child.start()

    def _newest(self) -> float:
        if self._reload is None:
            return 0.0
        return max(path.stat().st_mtime for path in self._reload.rglob("*.py"))

    def _stop(self) -> None:
        """Stops the API first, so that no new work arrives; then the worker; PostgreSQL last."""
        for child in self._apis:
            child.ask_to_stop()
        for child in self._apis:
            child.stop(8)
        self._worker.ask_to_stop()
        self._worker.stop(10)
        if self._port is not None:
            self._port.close()
        self._signal_end.close()
        self._wait_end.close()
        if self._cluster is not None:
            self._cluster.stop()
        self._lock.release()


def answers(settings: Settings) -> bool:
    """Whether the API's health check succeeds."""
    host = "127.0.0.1" if settings.host in {"0.0.0.0", "::"} else settings.host  # noqa: S104
    connection = http.client.HTTPConnection(host, settings.port, timeout=1)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def say(line: str) -> None:
    """One line for the person at the terminal."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


@contextlib.contextmanager
def _signals(on_stop: Callable[[], None]) -> Iterator[int]:
    """Turns SIGTERM and SIGINT into a call, and any signal into a byte to wake up by."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        on_stop()

    reader, writer = os.pipe()
    os.set_blocking(reader, False)
    os.set_blocking(writer, False)
    old_wake = signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    wanted = {signal.SIGTERM: stop, signal.SIGINT: stop, signal.SIGCHLD: lambda *_: None}
    old = {number: signal.signal(number, handler) for number, handler in wanted.items()}
    try:
        yield reader
    finally:
        signal.set_wakeup_fd(old_wake)
        for number, handler in old.items():
            signal.signal(number, handler)
        os.close(reader)
        os.close(writer)
