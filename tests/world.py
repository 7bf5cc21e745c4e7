"""A running Convite for tests: two API processes on a database of their own, and people in it.

Tests speak over HTTP, so that they read like examples:

    host = await world.organizer()
    event = await host.event()
    party = await event.party("Jo Smith", "Al Smith")
    await party.answer("accepted", "declined")
"""

import asyncio
import contextlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import asyncpg
import httpx2

from convite.core.dsns import Dsns
from convite.entry.operations.invariants import check_invariants
from tests.database import migrated, named
from tests.support import until
from tests.wire import Wire

PASSWORD = "a long pass phrase"
NUMBERS = count(1)
#: The API with the application's clock put wrong before anything reads it.
WRONG_CLOCK = """
from datetime import UTC, datetime, timedelta
from convite.core import clock
clock.now = lambda: datetime.now(UTC) + timedelta(seconds={seconds})
import sys; sys.argv = ["convite", "api"]
from convite.entry.cli import app; app()
"""
ROOT = Path(__file__).resolve().parents[1]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Process:
    """One API process, and how to speak to it."""

    port: int
    running: subprocess.Popen[bytes]
    http: httpx2.AsyncClient

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def is_ready(self) -> bool:
        assert self.running.poll() is None, "the API process ended at once"
        with contextlib.suppress(httpx2.TransportError):
            return (await self.http.get("/readyz")).status_code == 200
        return False


class World:
    """Two API processes and the three roles' connections."""

    def __init__(self, dsns: Dsns, files: Path, log: Path) -> None:
        self.dsns = dsns
        self.files = files
        #: The database server's own log.
        self.log = log
        self.processes: list[Process] = []

    def environment(self, port: int) -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if not key.startswith("CONVITE_")}
        return {
            **kept,
            "CONVITE_DATABASE_URL": self.dsns.app,
            "CONVITE_SYSTEM_DATABASE_URL": self.dsns.system,
            "CONVITE_OWNER_DATABASE_URL": self.dsns.owner,
            "CONVITE_DATA_DIR": str(self.files),
            "CONVITE_SECRET_KEY": "the key of the tests",
            "CONVITE_PUBLIC_URL": "http://convite.test",
            "CONVITE_PORT": str(port),
            "CONVITE_LIMITS": "off",
            "CONVITE_ADMIN_SECOND_FACTOR": "off",
            "CONVITE_EGRESS": "loopback",
            "CONVITE_DEMO": "0",
        }

    async def start(self, processes: int = 2) -> None:
        for _ in range(processes):
            port = free_port()
            http = httpx2.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=30)
            self.processes.append(Process(port, self.launched(port), http))
        for process in self.processes:
            await until(process.is_ready, limit=120)

    def launched(self, port: int, *, ahead: timedelta = timedelta()) -> subprocess.Popen[bytes]:
        """An API process that begins to start; its clock may be wrong."""
        command = [sys.executable, "-m", "convite.entry.cli", "api"]
        if ahead:
            command[1:] = ["-c", WRONG_CLOCK.format(seconds=ahead.total_seconds())]
        return subprocess.Popen(command, env=self.environment(port), cwd=self.files)

    @contextlib.asynccontextmanager
    async def limited(self) -> AsyncIterator[Process]:
        """One more process on this database, with rate limits on and nothing counted yet."""
        await self.sql("DELETE FROM budget_uses")
        async with self.with_settings(CONVITE_LIMITS="on") as process:
            yield process

    @contextlib.asynccontextmanager
    async def with_settings(self, **changed: str) -> AsyncIterator[Process]:
        """One more process on this database, with settings of its own."""
        port = free_port()
        environment = {**self.environment(port), **changed}
        command = [sys.executable, "-m", "convite.entry.cli", "api"]
        running = subprocess.Popen(command, env=environment, cwd=self.files)  # noqa: ASYNC220
        async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=30) as http:
            process = Process(port, running, http)
            try:
                await until(process.is_ready, limit=120)
                yield process
            finally:
                running.terminate()
                running.wait(15)

    @contextlib.contextmanager
    def worker(self, **changed: str) -> Iterator["subprocess.Popen[bytes]"]:
        """A worker on this database, with settings of its own; gives its process, to be killed."""
        command = [sys.executable, "-m", "convite.entry.cli", "worker"]
        environment = {**self.environment(free_port()), **changed}
        running = subprocess.Popen(command, env=environment, cwd=self.files)
        try:
            yield running
        finally:
            running.terminate()
            running.wait(20)

    async def restart(self, number: int) -> None:
        """Kills an API process, and starts another at its address."""
        process = self.processes[number]
        process.running.kill()
        process.running.wait(15)
        process.running = self.launched(process.port)
        await until(process.is_ready, limit=120)

    async def stop(self) -> None:
        for process in self.processes:
            await process.http.aclose()
            process.running.send_signal(signal.SIGTERM)
        for process in self.processes:
            try:
                process.running.wait(15)
            except subprocess.TimeoutExpired:
                process.running.kill()

    @property
    def http(self) -> httpx2.AsyncClient:
        return self.processes[0].http

    def device(self, key: str, process: int = 0) -> "Person":
        """A door device, by its key."""
        return Person(self, {"x-device-key": key}, at=process)

    def nobody(self, process: int = 0) -> "Person":
        """Somebody who isn't logged in and bears no code."""
        return Person(self, {}, at=process)

    async def organizer(self, name: str = "Ana Ruiz", *, role: str = "organizer") -> "Person":
        """A fresh account, logged in."""
        email = f"person{next(NUMBERS)}.{secrets.token_hex(3)}@example.com"
        body = {"name": name, "email": email, "password": PASSWORD, "role": role}
        answer = await self.http.post("/api/auth/register", json=body)
        assert answer.status_code == 201, answer.text
        self.http.cookies.clear()
        return self.logged_in(answer.json(), email)

    def logged_in(self, tokens: dict[str, Any], email: str = "") -> "Person":
        """The person of a log-in's answer."""
        return Person(
            self,
            {"authorization": f"Bearer {tokens['access_token']}"},
            id=tokens["user"]["id"],
            email=email,
            organization_id=tokens["user"]["organization_id"],
            refresh_token=tokens["refresh_token"],
        )

    @contextlib.asynccontextmanager
    async def database(self, role: str = "owner") -> AsyncIterator[asyncpg.Connection]:
        """A connection as one of the roles: owner, app, system."""
        connection = await asyncpg.connect(getattr(self.dsns, role))
        try:
            yield connection
        finally:
            await connection.close()

    async def sql(self, statement: str, *values: object) -> Any:
        """What the owner reads or changes behind the program's back."""
        async with self.database() as owner:
            return await owner.fetch(statement, *values)

    async def one(self, statement: str, *values: object) -> Any:
        async with self.database() as owner:
            return await owner.fetchval(statement, *values)

    async def faults(self) -> list[str]:
        """What must never be true, and is."""
        async with self.database() as owner:
            return await check_invariants(owner)

    def told_since(self, mark: int) -> str:
        """What the database server logged since `mark`."""
        return self.log.read_text()[mark:]

    @contextlib.asynccontextmanager
    async def sampled(self, statement: str, *values: object) -> AsyncIterator[list[Any]]:
        """What the statement gives, again and again for as long as the block lasts."""
        found: list[Any] = []
        over = asyncio.Event()

        async def sample() -> None:
            async with self.database() as owner:
                while not over.is_set():
                    found.extend(await owner.fetch(statement, *values))
                    with contextlib.suppress(TimeoutError):
                        await asyncio.wait_for(over.wait(), 0.02)

        sampling = asyncio.create_task(sample())
        try:
            yield found
        finally:
            over.set()
            await sampling


@dataclass
class Person:
    """Somebody who asks: a log-in, the bearer of a code, or nobody."""

    world: World
    headers: dict[str, str]
    id: str = ""
    email: str = ""
    organization_id: str = ""
    refresh_token: str = ""
    #: The API process that is asked.
    at: int = 0

    @property
    def token(self) -> str:
        return self.headers["authorization"].split()[1]

    def through(self, process: int) -> "Person":
        """The same person at another API process."""
        return Person(
            self.world, self.headers, self.id, self.email, self.organization_id, at=process
        )

    def wire(self, process: int | None = None) -> Wire:
        """A fast connection of this person."""
        return Wire(
            self.world.processes[self.at if process is None else process].port, self.headers
        )

    async def ask(self, method: str, path: str, body: Any = None, **more: Any) -> httpx2.Response:
        """Any request; the answer as it is."""
        headers = {**self.headers, **more.pop("headers", {})}
        json = {} if body is None else {"json": body}
        http = self.world.processes[self.at].http
        answer = await http.request(method, path, headers=headers, **json, **more)
        http.cookies.clear()
        return answer

    async def good(self, method: str, path: str, body: Any = None, **more: Any) -> Any:
        """A request that must go well; what its JSON says."""
        answer = await self.ask(method, path, body, **more)
        assert answer.is_success, f"{method} {path}: {answer.status_code} {answer.text[:500]}"
        return answer.json() if answer.content else None

    async def get(self, path: str, **params: Any) -> Any:
        return await self.good("GET", path, params=params)

    async def post(self, path: str, body: Any = None, **more: Any) -> Any:
        return await self.good("POST", path, body, **more)

    async def put(self, path: str, body: Any = None) -> Any:
        return await self.good("PUT", path, body)

    async def patch(self, path: str, body: Any = None) -> Any:
        return await self.good("PATCH", path, body)

    async def delete(self, path: str, body: Any = None) -> Any:
        return await self.good("DELETE", path, body)

    async def refused(
        self, status: int, method: str, path: str, body: Any = None, **more: Any
    ) -> Any:
        """A request that must be refused so; the problem document."""
        answer = await self.ask(method, path, body, **more)
        assert answer.status_code == status, (
            f"{method} {path}: {answer.status_code} {answer.text[:500]}"
        )
        assert answer.headers["content-type"] == "application/problem+json"
        problem = answer.json()
        assert (problem["status"], bool(problem["detail"])) == (status, True)
        return problem

    async def event(self, *, publish: bool = True, **values: Any) -> "Happening":
        """An event of this person's, published."""
        body = {
            "title": "Ana y León",
            "starts_at": "2030-05-01T18:00:00+02:00",
            "timezone": "Europe/Madrid",
            **values,
        }
        made = await self.post("/api/events", body)
        if publish:
            await self.post(f"/api/events/{made['id']}/publish")
        return Happening(self, made["id"])


@dataclass
class Happening:
    """An event, as its host."""

    host: Person
    id: str

    @property
    def path(self) -> str:
        return f"/api/events/{self.id}"

    async def row(self) -> Any:
        return await self.host.get(self.path)

    async def seats(self, count: int = 10, **values: Any) -> list[str]:
        """A row of seats; their ids in the plan's order."""
        body = {"kind": "rows", "rows": 1, "seats_per_row": count, **values}
        await self.host.post(f"{self.path}/seating-plan/generate", body)
        return [seat[0] for seat in (await self.geometry())["seats"]]

    async def geometry(self) -> Any:
        return await self.host.get(f"{self.path}/seats/geometry")

    async def map(self, who: "Person | None" = None) -> dict[str, Any]:
        """Every seat by its id."""
        found = await (who or self.host).get(f"{self.path}/seats")
        return {seat["id"]: seat for seat in found["seats"]}

    async def party(self, *names: str, **values: Any) -> "Party":
        """One invitation of these people."""
        body = {"guests": [{"name": name} for name in names or ("Jo Smith",)], **values}
        return Party(self, await self.host.post(f"{self.path}/invitations", body))

    async def parties(self, sizes: Sequence[int], **values: Any) -> list["Party"]:
        """Many invitations, of so many people each."""
        made = []
        for start in range(0, len(sizes), 100):
            bodies = [
                {"guests": [{"name": f"Guest {n}of{start + i}"} for n in range(size)], **values}
                for i, size in enumerate(sizes[start : start + 100])
            ]
            body = {"invitations": bodies}
            made += (await self.host.post(f"{self.path}/invitations", body))["invitations"]
        return [Party(self, row) for row in made]

    async def hold(self, *seats: str, who: "Person | None" = None) -> Any:
        return await (who or self.host).post(f"{self.path}/holds", {"seat_ids": list(seats)})

    async def scan(self, **scan: Any) -> Any:
        """One scan; what became of it."""
        body = {"nonce": secrets.token_hex(8), **scan}
        return (await self.host.post(f"{self.path}/checkins", body))["results"][0]

    async def position(self) -> int:
        """How far its log reaches."""
        status = await self.host.get(f"{self.path}/seats/status")
        return int(status["position"].split(".")[1])


@dataclass
class Party:
    """An invitation, its host, and whoever bears its code."""

    event: Happening
    made: dict[str, Any]
    bearer: Person = field(init=False)

    def __post_init__(self) -> None:
        self.bearer = Person(self.event.host.world, {"x-invitation-code": self.code})

    @property
    def id(self) -> str:
        return str(self.made["id"])

    @property
    def code(self) -> str:
        return str(self.made["code"])

    @property
    def path(self) -> str:
        return f"/api/invitations/{self.id}"

    @property
    def rsvp(self) -> str:
        return f"/api/rsvp/{self.code}"

    @property
    def guests(self) -> list[str]:
        """The ids of its people."""
        return [guest["id"] for guest in self.made["guests"]]

    async def row(self) -> Any:
        return await self.event.host.get(self.path)

    async def answer(self, *statuses: str, **more: Any) -> Any:
        """The party's own answer, one word for each of its people."""
        said = [
            {"id": guest, "status": status}
            for guest, status in zip(self.guests, statuses, strict=False)
        ]
        return await self.bearer.put(self.rsvp, {"guests": said, **more})

    async def take(self, *seats: str) -> Any:
        """Its people take these seats, in order."""
        chosen = [
            {"guest": guest, "seat_id": seat}
            for guest, seat in zip(self.guests, seats, strict=False)
        ]
        return await self.bearer.post(f"{self.rsvp}/seats", {"seats": chosen})


@contextlib.asynccontextmanager
async def running_world(processes: int = 2) -> AsyncIterator[World]:
    """A clone of the migrated database with API processes on it, gone at the end."""
    server, name = migrated(), f"world_{next(NUMBERS)}"
    admin = await asyncpg.connect(server.superuser_dsn())
    await admin.execute(f"CREATE DATABASE {name} TEMPLATE convite OWNER convite_owner")
    plain = server.dsns()
    dsns = Dsns(
        app=named(plain.app, name), system=named(plain.system, name), owner=named(plain.owner, name)
    )
    files = Path(tempfile.mkdtemp(prefix="cvworld"))
    world = World(dsns, files, server.data_dir / "postgres.log")
    try:
        await world.start(processes)
        yield world
    finally:
        await world.stop()
        await admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
        await admin.close()
        shutil.rmtree(files, ignore_errors=True)


async def at_once(*work: Any) -> list[Any]:
    """All at the same time; their answers in order."""
    return list(await asyncio.gather(*work))
