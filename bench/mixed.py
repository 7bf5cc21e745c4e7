"""Ordinary routes while seats are held and watched: 100 requests/s beside 500 holds/s and 200 listeners."""

import asyncio

from bench.live import Listener
from bench.rig import Load, Rig, encoded, load, make_seats, rig
from bench.routes import Route, Scene, make_scene, routes_of
from bench.table import Row

SECONDS = 12
ORDINARY, HOLDS, LISTENERS = 100, 500, 200
#: The ordinary requests, in turn.
NAMES = (
    "GET /events/{id}",
    "GET /events/{id}/guests, 50",
    "GET /events/{id}/guests/{id}",
    "GET /events/{id}/invitations, 50",
    "GET /events/{id}/stats",
    "GET /activity, 50",
    "GET /me",
    "PATCH /events/{id}/guests/{id}",
)


async def listen(made: Rig, scene: Scene) -> list[Listener]:
    """Connects the listeners to the event's seats."""
    loop = asyncio.get_running_loop()
    token, heard = scene.headers["authorization"][7:], {}
    listeners = []
    for number in range(LISTENERS):
        port = made.ports[number % len(made.ports)]
        _, one = await loop.create_connection(
            lambda port=port: Listener(port, token, scene.event_id, heard), "127.0.0.1", port
        )
        listeners.append(one)
    await asyncio.wait_for(asyncio.gather(*(one.ready for one in listeners)), 60)
    return listeners


async def run(
    made: Rig, scene: Scene, routes: list[Route], seats: list[str], *, is_busy: bool
) -> tuple[Load, Load | None]:
    """Ordinary requests at their rate, alone or beside the others."""
    work = [routes[n % len(routes)].ask(n) for n in range(ORDINARY * SECONDS)]
    ordinary = load(made.ports, scene.headers, work, connections=16, rate=ORDINARY)
    if not is_busy:
        return await ordinary, None
    listeners = await listen(made, scene)
    path = f"{scene.event}/holds"
    holding = [("POST", path, encoded({"seat_ids": [seat]})) for seat in seats[: HOLDS * SECONDS]]
    holds = load(made.ports, scene.headers, holding, connections=32, rate=HOLDS)
    found = await asyncio.gather(ordinary, holds)
    for one in listeners:
        one.transport.close()  # type: ignore[attr-defined]
    return found[0], found[1]


def measure() -> list[Row]:
    """The rows of the table."""
    import uvloop

    with rig(apis=2) as made:
        scene = make_scene(made)
        seats = make_seats(made, scene.headers, scene.event_id, 10_000)
        by_name = {route.name: route for route in routes_of(scene)}
        routes = [by_name[name] for name in NAMES]
        calm, _ = uvloop.run(run(made, scene, routes, seats, is_busy=False))
        busy, held = uvloop.run(run(made, scene, routes, seats, is_busy=True))
    assert held is not None
    p95, alone = busy.percentile(0.95), calm.percentile(0.95)
    return [
        Row(
            f"{ORDINARY} ordinary requests/s beside {HOLDS} holds/s and {LISTENERS} listeners: p95",
            f"{p95:.0f} ms ({alone:.0f} ms alone); {dict(busy.statuses)}", "≤ 60 ms", p95 <= 60,
        ),
        Row(
            f"the {HOLDS} holds/s meanwhile: p95", f"{held.percentile(0.95):.0f} ms; {held.statuses}",
            "", True,
        ),
    ]  # fmt: skip


if __name__ == "__main__":
    for row in measure():
        print(row)
