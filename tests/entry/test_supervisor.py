"""`convite run` with stand-ins for API and worker: starts, restarts, stops, and every kill."""

import asyncio
import functools
import http.client
import os
import pwd
import signal
import socket
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import psutil
import pytest

from convite.core.config import Settings
from convite.core.dsns import read_dsns
from convite.entry.postgres.processes import processes_in, send
from tests.support import wait_until

LAUNCH = Path(__file__).with_name("launch.py")
ROOT = LAUNCH.parents[2]


PACKAGES = f"{ROOT}:{ROOT / 'src'}:{sysconfig.get_paths()['platlib']}"


@functools.cache
def reachable_python() -> str | None:
    """An interpreter of this version that a plain user may run."""
    minor = f"python3.{sys.version_info.minor}"
    for path in (sys.executable, f"/usr/bin/{minor}", f"/usr/local/bin/{minor}"):
        try:
            subprocess.run(
                [path, "-c", "import convite.entry.postgres.cluster"],
                user="nobody",
                env={"PYTHONPATH": PACKAGES},
                stderr=subprocess.DEVNULL,
                check=True,
            )
        except (OSError, subprocess.CalledProcessError):
            continue
        return path
    return None


def is_alive(pid: int | None) -> bool:
    """Whether the process still runs; one that nobody reaped doesn't."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Run:
    """One `convite run` in a process of its own, and what can be seen of it from outside."""

    def __init__(self, folder: Path, user: str | None) -> None:
        self.data_dir = folder / "data"
        self.port = free_port()
        self.user = user
        self.log = folder / "out"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, *words: str) -> "Run":
        python = (reachable_python() if self.user else sys.executable) or sys.executable
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(
                [python, str(LAUNCH), *words],
                env={
                    "CONVITE_DATA_DIR": str(self.data_dir),
                    "CONVITE_PORT": str(self.port),
                    "CONVITE_DEMO": "0",
                    "PYTHONPATH": PACKAGES,
                    "PATH": os.defpath,
                },
                stdout=out,
                stderr=out,
                cwd="/",
                user=self.user,
            )
        return self

    def ready(self) -> "Run":
        wait_until(lambda: "Convite is ready" in self.said or self.ended, 30)
        assert not self.ended, self.said
        return self

    @property
    def said(self) -> str:
        return self.log.read_text()

    @property
    def ended(self) -> bool:
        assert self.process is not None
        return self.process.poll() is not None

    def answer(self) -> str | None:
        """The process id that the API answers with."""
        asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            asked.request("GET", "/")
            return asked.getresponse().read().decode()
        except (OSError, http.client.HTTPException):
            return None
        finally:
            asked.close()

    def child(self, word: str) -> int | None:
        """The pid of a child by the last words of its command line."""
        assert self.process is not None
        for child in psutil.Process(self.process.pid).children():
            try:
                if word in " ".join(child.cmdline()):
                    return child.pid
            except psutil.NoSuchProcess:
                continue
        return None

    def number(self) -> object:
        async def asked() -> object:
            dsns = read_dsns(Settings(data_dir=self.data_dir, _env_file=None))
            connection = await asyncpg.connect(dsns.app)
            try:
                return await connection.fetchval("SELECT 7")
            finally:
                await connection.close()

        return asyncio.run(asked())

    def answers_fully(self) -> bool:
        try:
            return self.number() == 7 and self.answer() is not None
        except (OSError, asyncpg.PostgresError):
            return False

    def servers(self) -> list[int]:
        return processes_in(self.data_dir / "cluster", "postgres")

    def kill(self, pid: int | None) -> None:
        assert pid is not None
        os.kill(pid, signal.SIGKILL)

    def stop(self) -> int:
        assert self.process is not None
        self.process.terminate()
        return self.process.wait(30)


USERS = [None, "nobody"] if os.geteuid() == 0 else [None]


@pytest.fixture(params=USERS, ids=lambda user: user or pwd.getpwuid(os.geteuid()).pw_name)
def run(request: pytest.FixtureRequest, open_folder: Path) -> Iterator[Run]:
    if request.param and reachable_python() is None:
        pytest.skip("no Python and environment that a plain user may enter")
    made = Run(open_folder, request.param)
    yield made
    if made.process is not None and not made.ended:
        made.stop()


def test_start_answers_and_stop_leaves_nothing(run: Run) -> None:
    run.start().ready()
    assert run.answers_fully()
    worker = run.child("standin.py worker")
    assert worker is not None

    status = run.stop()

    assert status == 0
    assert run.servers() == []
    assert run.answer() is None
    assert not is_alive(worker)


def test_killed_api_is_started_again_on_the_same_port(run: Run) -> None:
    run.start().ready()
    before = run.answer()
    assert before is not None

    run.kill(int(before))

    wait_until(lambda: run.answer() not in (None, before))
    assert "the API stopped (SIGKILL); starting it again" in run.said


def test_killed_worker_is_started_again(run: Run) -> None:
    run.start().ready()
    before = run.child("standin.py worker")

    run.kill(before)

    wait_until(lambda: run.child("standin.py worker") not in (None, before))


def test_killed_server_is_started_again(run: Run) -> None:
    run.start().ready()
    before = run.child("postgres")

    run.kill(before)

    wait_until(run.answers_fully, 15)
    assert run.child("postgres") not in (None, before)


def test_killed_supervisor_takes_its_children_along(run: Run) -> None:
    run.start().ready()
    api, worker = run.answer(), run.child("standin.py worker")
    assert run.process is not None

    run.process.kill()
    run.process.wait()
    run.log.unlink()
    run.start().ready()

    assert run.answers_fully()
    assert not is_alive(worker)
    assert run.answer() != api


def test_supervisor_and_server_killed_together(run: Run) -> None:
    run.start().ready()
    server = run.child("postgres")
    assert run.process is not None

    run.process.kill()
    run.kill(server)
    run.process.wait()
    run.log.unlink()
    run.start().ready()

    assert run.answers_fully()
    assert run.child("postgres") not in (None, server)


def test_everything_killed_at_once(run: Run) -> None:
    run.start().ready()
    assert run.process is not None
    whole = [run.process.pid, *run.servers()]

    send(whole, signal.SIGKILL)
    run.process.wait()
    run.log.unlink()
    run.start().ready()

    assert run.answers_fully()


def test_second_launcher_says_so_and_stops(run: Run) -> None:
    run.start().ready()
    second = Run(run.data_dir.parent, run.user)
    second.log = run.data_dir.parent / "second"

    second.start()
    wait_until(lambda: second.ended)

    assert second.process is not None
    assert second.process.returncode == 1
    assert "already runs on" in second.said
    assert run.answers_fully()


def test_taken_port_is_named(run: Run) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", run.port))
        other.listen()

        run.start()
        wait_until(lambda: run.ended)

    assert f"Can't listen on 127.0.0.1 port {run.port}" in run.said
    assert run.servers() == []


def test_child_that_dies_at_once_is_given_up(run: Run) -> None:
    run.start("broken")

    wait_until(lambda: run.ended, 20)

    assert "The API stopped 5 times in a row as soon as it was started" in run.said
    assert run.servers() == []


def test_stop_during_start_is_clean(run: Run) -> None:
    run.start()
    wait_until(lambda: run.servers() or run.ended)

    status = run.stop()

    assert status == 0, run.said
    assert run.servers() == []
