"""Ordinary routes: CPU, statements and round trips a request, against a bare FastAPI route.

`python -m bench.routes [part of a path…]` measures only those.
"""

import asyncio
import statistics
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import uuid4

import asyncpg
import httpx2

from bench.people import put_people
from bench.rig import (
    PASSWORD,
    Rig,
    encoded,
    in_own_process,
    load,
    make_event,
    make_seats,
    register,
    rig,
)
from bench.table import Row
from bench.wire import CountingProxy

PEOPLE, PARTIES, SEATS = 1000, 300, 500
#: Requests of one measurement; the median of the rounds counts.
ASKED, ROUNDS, CONNECTIONS = 240, 3, 4
#: Requests whose messages to PostgreSQL are counted, one after the other.
COUNTED = 9
HOST = "host@example.com"

#: The nth request: method, path and body.
Ask = Callable[[int], tuple[str, str, bytes]]


@dataclass(frozen=True, kw_only=True)
class Route:
    """One measured route and the ratio to the bare one that it must stay under."""

    name: str
    ask: Ask
    most: float | None
    status: int = 200
    #: By the bearer of a code, without a log-in.
    by_guest: bool = False
    by_admin: bool = False
    is_form: bool = False
    asked: int = ASKED


@dataclass(frozen=True, kw_only=True)
class Cost:
    """CPU of one request in microseconds, and what it says to PostgreSQL."""

    server: float
    database: float
    statements: float = 0
    round_trips: float = 0

    @property
    def total(self) -> float:
        """Server and database together."""
        return self.server + self.database


@dataclass(frozen=True, kw_only=True)
class Scene:
    """An event with people, parties and seats, and its host."""

    headers: dict[str, str]
    admin: dict[str, str]
    event_id: str
    #: Per party: the invitation's id, its code, and its people's ids.
    parties: list[tuple[str, str, list[str]]]

    @property
    def event(self) -> str:
        """The event's path."""
        return f"/api/events/{self.event_id}"

    def party(self, number: int) -> tuple[str, str, list[str]]:
        """One of the parties, in turn."""
        return self.parties[number % len(self.parties)]


def make_scene(made: Rig) -> Scene:
    """Fills the event: 1,000 people, 300 parties of four, 500 seats, a question."""
    headers = register(made, HOST)
    event_id = make_event(made, headers)
    asyncio.run(put_people(made, event_id, PEOPLE))
    make_seats(made, headers, event_id, SEATS)
    question = {"scope": "rsvp", "kind": "text", "label": "Anything you can't eat?"}
    path = f"{made.url}/api/events/{event_id}"
    httpx2.post(f"{path}/questions", json=question, headers=headers).raise_for_status()
    parties = []
    for start in range(0, PARTIES, 100):
        bodies = [
            {"guests": [{"name": f"Guest {n} Of {number}"} for n in range(4)]}
            for number in range(start, start + 100)
        ]
        answer = httpx2.post(
            f"{path}/invitations", headers=headers, json={"invitations": bodies}, timeout=60
        )
        answer.raise_for_status()
        parties += [
            (one["id"], one["code"], [guest["id"] for guest in one["guests"]])
            for one in answer.json()["invitations"]
        ]
    admin = asyncio.run(make_admin(made))
    asyncio.run(analyze(made))
    return Scene(headers=headers, admin=admin, event_id=event_id, parties=parties)


async def analyze(made: Rig) -> None:
    """Lets the planner know the tables, as autovacuum does a minute later: in the middle of a run."""
    owner = await asyncpg.connect(made.dsns.owner)
    await owner.execute("ANALYZE")
    await owner.close()


async def make_admin(made: Rig) -> dict[str, str]:
    """A platform admin's headers."""
    name = {"email": "admin@example.com", "password": PASSWORD}
    register(made, name["email"])
    owner = await asyncpg.connect(made.dsns.owner)
    await owner.execute("UPDATE users SET platform_role = 'admin' WHERE email = $1", name["email"])
    await owner.close()
    answer = httpx2.post(f"{made.url}/api/auth/login", json=name)
    return {"authorization": f"Bearer {answer.json()['access_token']}"}


def routes_of(scene: Scene) -> Iterator[Route]:
    """The routes, in the order of the table."""

    def get(path: str) -> Ask:
        return lambda _: ("GET", path, b"")

    def answer(number: int) -> bytes:
        status = "accepted" if number // PARTIES % 2 == 0 else "declined"
        guests = scene.party(number)[2]
        return encoded({"guests": [{"id": guest, "status": status} for guest in guests]})

    def form(number: int) -> bytes:
        return b"all=" + (b"declined" if number // PARTIES % 2 == 0 else b"accepted")

    def guest(number: int) -> str:
        return f"{scene.event}/guests/{scene.party(number)[2][0]}"

    def code(number: int) -> str:
        return scene.party(number)[1]

    yield Route(name="GET /events/{id}", ask=get(scene.event), most=3)
    yield Route(name="GET /me", ask=get("/api/me"), most=3)
    yield Route(name="GET /events", ask=get("/api/events"), most=6)
    yield Route(
        name="GET /events/{id}/guests, 50", ask=get(f"{scene.event}/guests?limit=50"), most=6
    )
    yield Route(name="GET /events/{id}/guests/{id}", ask=lambda n: ("GET", guest(n), b""), most=3)
    yield Route(
        name="POST /events/{id}/guests", most=6, status=201,
        ask=lambda n: ("POST", f"{scene.event}/guests", encoded({"name": f"Nina Novak {n}"})),
    )  # fmt: skip
    yield Route(
        name="PATCH /events/{id}/guests/{id}", most=None,
        ask=lambda n: ("PATCH", guest(n), encoded({"company": f"Firm {uuid4().hex[:6]}"})),
    )  # fmt: skip
    yield Route(
        name="GET /rsvp/{code}", most=3, by_guest=True,
        ask=lambda n: ("GET", f"/api/rsvp/{code(n)}", b""),
    )  # fmt: skip
    yield Route(
        name="PUT /rsvp/{code}, four people", most=6, by_guest=True,
        ask=lambda n: ("PUT", f"/api/rsvp/{code(n)}", answer(n)),
    )  # fmt: skip
    yield Route(
        name="GET /r/{code}, the page", most=4, by_guest=True,
        ask=lambda n: ("GET", f"/r/{code(n)}", b""),
    )  # fmt: skip
    yield Route(
        name="POST /r/{code}, the form", most=None, by_guest=True, is_form=True, status=303,
        ask=lambda n: ("POST", f"/r/{code(n)}", form(n)),
    )  # fmt: skip
    yield Route(
        name="GET /events/{id}/invitations, 50", most=6,
        ask=get(f"{scene.event}/invitations?limit=50"),
    )  # fmt: skip
    yield Route(
        name="GET /invitations/{id}", most=None,
        ask=lambda n: ("GET", f"/api/invitations/{scene.party(n)[0]}", b""),
    )  # fmt: skip
    yield Route(name="GET /events/{id}/stats", ask=get(f"{scene.event}/stats"), most=6)
    yield Route(name="GET /activity, 50", ask=get(f"/api/activity?event={scene.event_id}"), most=6)
    yield Route(
        name="GET /events/{id}/seats/geometry", ask=get(f"{scene.event}/seats/geometry"), most=None
    )
    yield Route(
        name="GET /events/{id}/attendance, 50", ask=get(f"{scene.event}/attendance"), most=None
    )
    yield Route(name="GET /outbox, 50", ask=get("/api/outbox"), most=None, by_admin=True)
    yield Route(name="GET /guests, 50 of the book", ask=get("/api/guests"), most=None)
    yield Route(name="GET /events/{id}/questions", ask=get(f"{scene.event}/questions"), most=None)
    login = encoded({"email": HOST, "password": PASSWORD})
    yield Route(
        name="POST /auth/login (apart: the hash is slow on purpose)", most=None, asked=16,
        ask=lambda _: ("POST", "/api/auth/login", login), by_guest=True,
    )  # fmt: skip


class Meter:
    """Measures routes one after the other, in rounds."""

    def __init__(self, made: Rig, scene: Scene) -> None:
        self.made, self.scene = made, scene
        self.asked: dict[str, int] = {}

    def work(self, route: Route, count: int) -> list[tuple[str, str, bytes]]:
        """The next requests of a route."""
        start = self.asked.get(route.name, 0)
        self.asked[route.name] = start + count
        return [route.ask(number) for number in range(start, start + count)]

    def headers(self, route: Route) -> dict[str, str]:
        """Whose request it is, and of what kind."""
        sent = self.scene.admin if route.by_admin else self.scene.headers
        headers = {} if route.by_guest else dict(sent)
        if route.is_form:
            headers["content-type"] = "application/x-www-form-urlencoded"
        return headers

    def cpu(self, route: Route, port: int, index: int) -> Cost:
        """The CPU of one request, by the process with this port and index."""
        work, headers = self.work(route, route.asked), self.headers(route)
        server, database = self.made.cpu_seconds(index), self.made.database_seconds()
        done = in_own_process(lambda: load(port, headers, work, connections=CONNECTIONS))
        server = self.made.cpu_seconds(index) - server
        database = self.made.database_seconds() - database
        assert done.statuses == {route.status: route.asked}, (route.name, done.statuses)
        return Cost(server=server / route.asked * 1e6, database=database / route.asked * 1e6)

    def messages(self, route: Route, port: int, proxy: CountingProxy) -> tuple[float, float]:
        """Statements and round trips of one request, by the process behind the proxy."""
        found = []
        headers = self.headers(route)
        for work in ([one] for one in self.work(route, COUNTED)):
            before = proxy.statements, proxy.round_trips
            done = in_own_process(lambda: load(port, headers, work, connections=1))  # noqa: B023
            assert done.statuses == {route.status: 1}, (route.name, done.statuses)
            found.append((proxy.statements - before[0], proxy.round_trips - before[1]))
        # a median: polls of the process fall between, and first uses prepare statements
        return statistics.median(f[0] for f in found), statistics.median(f[1] for f in found)


def start_behind(made: Rig, proxy: CountingProxy) -> int:
    """Starts an API process whose requests reach PostgreSQL through the proxy; returns its port."""
    return made.start_api(
        CONVITE_DATABASE_URL=proxy.dsn,
        CONVITE_SYSTEM_DATABASE_URL=made.dsns.system,
        CONVITE_OWNER_DATABASE_URL=made.dsns.owner,
    )


def measured(meter: Meter, routes: list[Route]) -> tuple[Cost, dict[str, Cost]]:
    """The bare route's cost and each route's, medians of rounds in turn."""
    made, scene = meter.made, meter.scene
    bare = Route(
        name="bare", ask=lambda _: ("GET", f"/events/{scene.event_id}", b""), most=None, asked=1000
    )
    with CountingProxy(made.dsns.app) as proxy:
        port = start_behind(made, proxy)
        messages = {route.name: meter.messages(route, port, proxy) for route in routes}
        made.stop_last()
    bare_port = made.start_other("bench.bare:create_app")
    costs: dict[str, list[Cost]] = {}
    for number in range(ROUNDS + 1):
        for route in (bare, *routes):
            if number == 0 and route.asked < ASKED:
                continue
            server = (bare_port, 1) if route is bare else (made.ports[0], 0)
            cost = meter.cpu(route, *server)
            if number:  # the first round warms up
                costs.setdefault(route.name, []).append(cost)
    middle = {
        name: Cost(
            server=statistics.median(cost.server for cost in found),
            database=statistics.median(cost.database for cost in found),
            statements=messages.get(name, (1, 1))[0],
            round_trips=messages.get(name, (1, 1))[1],
        )
        for name, found in costs.items()
    }
    return middle.pop("bare"), middle


def measure(*wanted: str) -> list[Row]:
    """The rows of the table."""
    with rig() as made:
        scene = make_scene(made)
        routes = [r for r in routes_of(scene) if not wanted or any(w in r.name for w in wanted)]
        bare, costs = measured(Meter(made, scene), routes)
    rows = [
        Row(
            "a bare FastAPI route with one SELECT: CPU of server + PostgreSQL",
            f"{bare.server:.0f} + {bare.database:.0f} µs", "the measure", True,
        )
    ]  # fmt: skip
    for route in routes:
        cost = costs[route.name]
        ratio = cost.total / bare.total
        rows.append(
            Row(
                route.name,
                f"{ratio:.1f} ({cost.server:.0f} + {cost.database:.0f} µs,"
                f" {cost.statements:.0f} statements in {cost.round_trips:.0f} round trips)",
                f"≤ {route.most:.0f}" if route.most else "",
                route.most is None or ratio <= route.most,
            )
        )
    return rows


if __name__ == "__main__":
    for row in measure(*sys.argv[1:]):
        print(row)
