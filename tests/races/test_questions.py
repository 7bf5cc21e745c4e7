"""Questions that depend on one another are changed at the same time, on two API processes."""

from typing import Any

import pytest

from tests.waiting import in_turn
from tests.world import World

pytestmark = pytest.mark.pg15

#: Whoever has judged a question and records its change waits for this.
STREAM = "SELECT 1 FROM streams WHERE id = $1 FOR UPDATE"


async def test_two_conditions_at_once_make_no_circle(world: World) -> None:
    host = await world.organizer()
    event = await host.event()
    path = f"{event.path}/questions"
    bus, seat = [await host.post(path, {"label": name}) for name in ("Bus?", "Seat?")]

    async def depend(number: int, question: Any, other: Any) -> int:
        body = {"condition": {"question_id": other["id"]}}
        asked = host.through(number).ask("PATCH", f"{path}/{question['id']}", body)
        return (await asked).status_code

    answers = await in_turn(world, STREAM, event.id, depend(0, bus, seat), depend(1, seat, bus))

    assert list(answers) == [200, 422]
    assert await world.faults() == []


async def test_question_is_not_deleted_while_another_begins_to_depend_on_it(world: World) -> None:
    host = await world.organizer()
    event = await host.event()
    path = f"{event.path}/questions"
    bus, seat = [await host.post(path, {"label": name}) for name in ("Bus?", "Seat?")]
    body = {"condition": {"question_id": bus["id"]}}

    depends, deleted = await in_turn(
        world,
        STREAM,
        event.id,
        host.ask("PATCH", f"{path}/{seat['id']}", body),
        host.through(1).ask("DELETE", f"{path}/{bus['id']}"),
    )

    assert (depends.status_code, deleted.status_code) == (200, 409)
