"""`make profile ROUTE='GET /events/{id}'`: where the time of an ordinary route goes.

Prints the CPU of one request against the bare route, its statements in order, and the functions and
packages that take the time. Without a route, it lists the names it knows.
"""

import re
import sys
from collections import Counter

import httpx2

from bench.rig import Rig, in_own_process, load, rig
from bench.routes import (
    CONNECTIONS,
    COUNTED,
    Cost,
    Meter,
    Route,
    Scene,
    make_scene,
    measured,
    routes_of,
    start_behind,
)
from bench.wire import CountingProxy

#: How often a route's number of measured requests is sent under the profiler.
TIMES = 5
FUNCTIONS, CALLERS, PACKAGES = 25, 15, 12
#: A statement is cut to so many characters.
WIDTH = 300

#: Package, function and samples.
Samples = list[tuple[str, str, int]]


def plain(name: str) -> str:
    """A route's name without the prefix `/api` and its parameters' names."""
    return re.sub(r"\{\w+\}", "{}", name).replace("/api/", "/")


def chosen(routes: list[Route], text: str) -> list[Route]:
    """The route of exactly this name, else those whose name contains the text."""
    wanted = plain(text)
    exact = [one for one in routes if plain(one.name).split(",")[0] == wanted]
    return exact or [one for one in routes if wanted in plain(one.name)]


def names() -> list[Route]:
    """The routes, without a scene to send them to."""
    return list(routes_of(Scene(headers={}, admin={}, event_id="", parties=[])))


def statements(meter: Meter, route: Route, port: int, proxy: CountingProxy) -> list[str]:
    """The statements of a typical request; polls of the process fall between others."""
    found: Counter[tuple[str, ...]] = Counter()
    headers = meter.headers(route)
    for number, work in enumerate(meter.work(route, 2 * COUNTED)):
        before = len(proxy.texts)
        in_own_process(lambda: load(port, headers, [work], connections=1))  # noqa: B023
        if number >= COUNTED:  # the first ones prepare statements and look up types
            found[tuple(proxy.texts[before:])] += 1
    return list(found.most_common(1)[0][0])


def sampled(meter: Meter, route: Route, port: int) -> tuple[Samples, Samples]:
    """What ran while the route was asked: functions alone, and with what they call."""
    headers, url = meter.headers(route), f"http://127.0.0.1:{port}/profile"
    warm, work = meter.work(route, route.asked), meter.work(route, route.asked * TIMES)
    in_own_process(lambda: load(port, headers, warm, connections=CONNECTIONS))
    httpx2.post(url).raise_for_status()
    in_own_process(lambda: load(port, headers, work, connections=CONNECTIONS))
    found = httpx2.get(url, timeout=30).json()
    return found["own"], found["whole"]


def print_costs(bare: Cost, cost: Cost) -> None:
    """CPU of one request against the bare route."""
    print(
        f"CPU of one request: {cost.server:.0f} µs server + {cost.database:.0f} µs PostgreSQL, "
        f"{cost.total / bare.total:.1f} times a bare route's ({bare.server:.0f} + "
        f"{bare.database:.0f} µs)"
    )


def print_statements(cost: Cost, texts: list[str]) -> None:
    """The statements in the order of their first run, each with how often it runs."""
    print(f"\n{cost.statements:.0f} statements in {cost.round_trips:.0f} round trips:")
    for text, count in Counter(texts).items():
        line = " ".join(text.split())
        print(f"  {count}x  {line[:WIDTH]}{'…' if len(line) > WIDTH else ''}")


def print_samples(cost: Cost, own: Samples, whole: Samples) -> None:
    """Tables of packages and functions by their share of the server's CPU."""
    total = sum(count for *_, count in own)
    packages: Counter[str] = Counter()
    for package, _, count in own:
        packages[package] += count

    def table(title: str, rows: list[tuple[str, int]]) -> None:
        print(f"\n{title}:")
        for name, count in rows:
            share = count / total
            print(f"  {share:6.1%} {share * cost.server:7.0f} µs  {name}")

    def most(samples: Samples, limit: int) -> list[tuple[str, int]]:
        ordered = sorted(samples, key=lambda one: -one[2])[:limit]
        return [(f"{package}: {place}", count) for package, place, count in ordered]

    table(f"Own time by package ({total} samples)", packages.most_common(PACKAGES))
    table("Own time by function", most(own, FUNCTIONS))
    ours = [one for one in whole if one[0] == "convite"]
    table("Convite's functions with everything they call", most(ours, CALLERS))


def profile(made: Rig, text: str) -> None:
    """Measures and prints each route that the text names."""
    scene = make_scene(made)
    routes, meter = chosen(list(routes_of(scene)), text), Meter(made, scene)
    bare, costs = measured(meter, routes)
    with CountingProxy(made.dsns.app) as proxy:
        behind = start_behind(made, proxy)
        texts = {route.name: statements(meter, route, behind, proxy) for route in routes}
        made.stop_last()
    port = made.start_other("bench.sampling:create_app")
    for route in routes:
        print(f"\n{route.name}\n")
        print_costs(bare, costs[route.name])
        print_statements(costs[route.name], texts[route.name])
        print_samples(costs[route.name], *sampled(meter, route, port))


def main(text: str) -> None:
    """Profiles the named routes, or lists the names."""
    if not chosen(names(), text) or not text:
        print("Known routes; a part of a name is enough:")
        for route in names():
            print(f"  {route.name}")
        raise SystemExit(1 if text else 0)
    with rig() as made:
        profile(made, text)


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]))
