"""What the cases of keyed routes share: their stage, and the list they stand in."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from tests.examples import Example, examples
from tests.world import Happening, Party, Person, World

PLAN = {"kind": "rows", "rows": 1, "seats_per_row": 4}


@dataclass
class Stage:
    """A fresh event for one route."""

    world: World
    host: Person
    event: Happening
    party: Party
    seats: list[str]


async def make_stage(world: World) -> Stage:
    host = await world.organizer()
    event = await host.event()
    party = await event.party("Jo Smith", max_guests=3)
    return Stage(world, host, event, party, await event.seats(4))


@dataclass(frozen=True)
class Asked:
    """A keyed request that goes well, and a body that is another."""

    person: Person
    path: str
    body: Any = None
    other: Any = None


Prepare = Callable[[Stage], Awaitable[Asked]]
CASES: dict[str, Prepare] = {}


def case(path: str) -> Callable[[Prepare], Prepare]:
    def keep(prepare: Prepare) -> Prepare:
        CASES[f"POST {path}"] = prepare
        return prepare

    return keep


def add(example: Example) -> Prepare:
    async def prepare(s: Stage) -> Asked:
        path = example.path.format(event_id=s.event.id)
        return Asked(s.host, path, example.body("One"), example.body("Other"))

    return prepare


CASES.update({f"POST {example.path}": add(example) for example in examples()})
