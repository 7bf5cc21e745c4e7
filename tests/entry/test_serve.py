"""The API process: on its own port or on an inherited socket."""

import http.client
import json
import os
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
def served(*sockets: socket.socket, **settings: str) -> Iterator[subprocess.Popen[bytes]]:
    fds = [one.fileno() for one in sockets]
    command = [sys.executable, "-c", SERVE, *map(str, fds)]
    environment = {**os.environ, **settings}
    with subprocess.Popen(command, cwd=ROOT, pass_fds=fds, env=environment) as process:
        yield process
        process.kill()


def ask(port: int, timeout: float = 20, **headers: str) -> dict[str, object]:
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    asked.request("GET", "/", headers=headers)
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
        told = ask(listener.getsockname()[1])

    assert (told["loop"], told["frozen"]) == ("uvloop", True)


@pytest.mark.parametrize(
    ("trusted", "client"),
    [
        ("127.0.0.1", "203.0.113.7"),
        ("127.0.0.0/8,10.0.0.5", "203.0.113.7"),
        ("10.0.0.0/8", "127.0.0.1"),
        ("", "127.0.0.1"),
    ],
)
def test_only_a_trusted_proxy_says_who_asks(
    listener: socket.socket, trusted: str, client: str
) -> None:
    """What a client wrote before the proxy isn't believed either."""
    forwarded = {"X-Forwarded-For": "198.51.100.1, 203.0.113.7"}

    with served(listener, CONVITE_TRUSTED_PROXIES=trusted):
        told = ask(listener.getsockname()[1], **forwarded)

    assert told["client"] == client


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
