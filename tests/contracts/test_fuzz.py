"""Generated requests over the whole OpenAPI document: no fault of ours, no answer of another shape.

Bounded in `make test`; `make fuzz` runs longer.
"""

import asyncio
from typing import Any

import httpx2
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance

from tests.routes import documented
from tests.victim import Victim, make_victim
from tests.world import World

SCHEMA = schemathesis.openapi.from_dict(documented())
OPERATIONS = [result.ok() for result in SCHEMA.get_all_operations()]
#: An open stream has no end to look at; whoever logs out has no more to say.
LEFT_OUT = {"/api/stream", "/api/auth/logout"}
CHECKS = (not_a_server_error, response_schema_conformance)
#: Ids of a path: one in two is something that is there.
OWN = 2


@pytest.fixture(scope="module")
async def victim(world: World) -> Victim:
    return await make_victim(world)


def aimed(case: Case, victim: Victim, number: int) -> Case:
    """The generated request, half of them at things that exist."""
    if number % OWN == 0:
        known = {**victim.values, "code": victim.party.code}
        if case.operation.path.startswith("/api/guests/"):
            known["guest_id"] = victim.guest_id
        names = set(case.path_parameters)
        case.path_parameters.update({name: known[name] for name in names & known.keys()})
        if "event" in (case.query or {}):
            case.query["event"] = victim.event.id
    return case


def send(case: Case, world: World, victim: Victim) -> httpx2.Response:
    url = world.processes[0].url
    headers = victim.host.headers
    return case.call(base_url=url, headers=headers, timeout=20)


def fuzz(operation: Any, world: World, victim: Victim, examples: int) -> list[str]:
    """What is wrong with an operation's answers."""
    wrong: list[str] = []
    numbers = iter(range(10**9))

    @seed(7)
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=False,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def one(case: Case) -> None:
        answer = send(aimed(case, victim, next(numbers)), world, victim)
        try:
            case.validate_response(answer, checks=list(CHECKS))
        except BaseException as error:
            wrong.append(f"{case.as_curl_command()}\n{answer.status_code} {error}"[:1500])

    one()
    return wrong


def operations() -> list[Any]:
    return [operation for operation in OPERATIONS if operation.path not in LEFT_OUT]


async def examples_of(world: World, victim: Victim, count: int) -> dict[str, list[str]]:
    found = {}
    for operation in operations():
        wrong = await asyncio.to_thread(fuzz, operation, world, victim, count)
        if wrong:
            found[operation.label] = wrong[:2]
    return found


async def test_generated_requests(world: World, victim: Victim) -> None:
    assert await examples_of(world, victim, 6) == {}


@pytest.mark.fuzz
async def test_many_generated_requests(world: World, victim: Victim) -> None:
    assert await examples_of(world, victim, 300) == {}
