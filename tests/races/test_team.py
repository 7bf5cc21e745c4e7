"""Two admins who remove each other at once: one of them stays."""

import pytest

from tests.waiting import in_turn
from tests.world import Happening, Person, World

pytestmark = pytest.mark.pg15


async def two_admins(world: World) -> tuple[Happening, Person]:
    event = await (await world.organizer()).event()
    other = await world.organizer("Bo Lee")
    body = {"user_id": other.id, "role": "admin"}
    await event.host.post(f"{event.path}/invite-member", body)
    return event, other.through(1)


@pytest.mark.parametrize("method", ["DELETE", "PATCH"])
async def test_of_two_admins_who_remove_each_other_one_stays(world: World, method: str) -> None:
    event, other = await two_admins(world)
    body = {"role": "viewer"} if method == "PATCH" else None
    rows = "SELECT 1 FROM event_members WHERE event_id = $1 ORDER BY id FOR UPDATE"

    first, second = await in_turn(
        world,
        rows,
        event.id,
        event.host.ask(method, f"{event.path}/members/{other.id}", body),
        other.ask(method, f"{event.path}/members/{event.host.id}", body),
    )

    assert (first.is_success, second.status_code) == (True, 409)
    assert second.json()["type"] == "/problems/last-admin"
    listed = (await event.host.get(f"{event.path}/members"))["items"]
    assert [one["user_id"] for one in listed if one["role"] == "admin"] == [event.host.id]


async def test_of_two_admins_who_leave_at_once_one_stays(world: World) -> None:
    event, other = await two_admins(world)
    rows = "SELECT 1 FROM event_members WHERE event_id = $1 ORDER BY id FOR UPDATE"

    first, second = await in_turn(
        world,
        rows,
        event.id,
        event.host.ask("DELETE", f"{event.path}/members/{event.host.id}"),
        other.ask("DELETE", f"{event.path}/members/{other.id}"),
    )

    assert (first.status_code, second.status_code) == (204, 409)
