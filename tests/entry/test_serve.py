"""The API process: on its own port or on an inherited socket."""

import http.client
import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from convite.core.config import Settings
from convite.entry.http.address import AddressTaken, listen
from tests.support import wait_until

ROOT = Path(__file__).parents[2]
SERVE = (
    "import sys; from convite.core.config import settings; from convite.entry.http.serve import serve; "
    "serve(settings(), int(sys.argv[1]), 'tests.entry.standin_app:create_app', "
    "wait_fd=int(sys.argv[2]) if sys.argv[2:] else None)"
)


@contextmanager
def served(*sockets: socket.socket) -> Iterator[subprocess.Popen[bytes]]:
    fds = [one.fileno() for one in sockets]
    command = [sys.executable, "-c", SERVE, *map(str, fds)]
    with subprocess.Popen(command, cwd=ROOT, pass_fds=fds) as process:
        yield process
        process.kill()


def ask(port: int, timeout: float = 20) -> dict[str, object]:
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    asked.request("GET", "/")
    answer: dict[str, object] = json.loads(asked.getresponse().read())
    asked.close()
    return answer


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        made.listen()
        yield made


def test_inherited_socket_is_served_by_a_frozen_process(listener: socket.socket) -> None:
    with served(listener):
        assert ask(listener.getsockname()[1]) == {"loop": "uvloop", "frozen": True}


def test_process_that_is_held_starts_when_it_is_let_go(listener: socket.socket) -> None:
    signal_end, wait_end = socket.socketpair()
    with signal_end, wait_end, served(listener, wait_end) as process:
        with pytest.raises(TimeoutError):
            ask(listener.getsockname()[1], timeout=2)
        assert process.poll() is None

        signal_end.close()

        assert ask(listener.getsockname()[1])["loop"] == "uvloop"


def test_two_processes_share_a_port_and_outlive_each_other(listener: socket.socket) -> None:
    port = listener.getsockname()[1]
    with served(listener) as first, served(listener) as second:
        assert ask(port)["loop"] == "uvloop"

        first.terminate()
        assert first.wait(10) in (0, -15)

        assert ask(port)["loop"] == "uvloop"
        assert second.poll() is None


def test_caller_waits_while_no_process_listens(listener: socket.socket) -> None:
    port = listener.getsockname()[1]
    early = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    early.request("GET", "/")

    with served(listener):
        assert early.getresponse().status == 200
    early.close()


def test_taken_address_is_told(listener: socket.socket) -> None:
    port = listener.getsockname()[1]

    with pytest.raises(AddressTaken, match=f"Can't listen on 127.0.0.1 port {port}"):
        listen(Settings(port=port, _env_file=None))


def test_stop_ends_the_process(listener: socket.socket) -> None:
    with served(listener) as process:
        ask(listener.getsockname()[1])

        process.terminate()

        wait_until(lambda: process.poll() is not None, 10)
