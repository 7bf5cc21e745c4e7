"""The same change for many guests, by filter, with a count, and taken back."""

from typing import Any

import pytest

from tests.world import Happening, World


@pytest.fixture
async def event(world: World) -> Happening:
    event = await (await world.organizer()).event()
    for name, side in (("Ana Ruiz", "Bride"), ("Bo Lee", "Bride"), ("Eva Berg", "Groom")):
        body = {"name": name, "side": side, "tags": ["Old"]}
        await event.host.post(f"{event.path}/guests", body)
    return event


async def bulk(event: Happening, body: dict[str, Any]) -> Any:
    return await event.host.patch(f"{event.path}/guests", body)


async def listed(event: Happening, *names: str) -> list[list[Any]]:
    page = await event.host.get(f"{event.path}/guests", sort="added")
    return [[row[name] for name in names] for row in page["items"]]


async def test_everybody_whom_the_filters_match_is_changed(event: Happening) -> None:
    done = await bulk(
        event,
        {
            "filters": {"side": "Bride"},
            "set": {"add_tags": ["VIP"], "remove_tags": ["old"], "is_child": True, "side": "B"},
        },
    )

    assert done["changed"] == 2
    assert await listed(event, "tags", "is_child", "side") == [
        [["VIP"], True, "B"],
        [["VIP"], True, "B"],
        [["Old"], False, "Groom"],
    ]


async def test_tags_and_children_are_taken_back(event: Happening) -> None:
    before = await listed(event, "tags", "is_child", "side", "status")
    done = await bulk(
        event,
        {"filters": {}, "set": {"add_tags": ["VIP"], "is_child": True, "status": "confirmed"}},
    )
    assert done["changed"] == 3

    undone = await event.host.post(f"/api/batches/{done['batch_id']}/undo")

    assert undone == {"undone": 3, "kept": 0}
    assert await listed(event, "tags", "is_child", "side", "status") == before


async def test_whose_tags_changed_since_stays_as_they_are(event: Happening) -> None:
    done = await bulk(event, {"filters": {}, "set": {"add_tags": ["VIP"]}})
    [ana, *_] = (await event.host.get(f"{event.path}/guests", q="Ana"))["items"]
    await event.host.patch(f"{event.path}/guests/{ana['id']}", {"tags": ["Mine"]})

    undone = await event.host.post(f"/api/batches/{done['batch_id']}/undo")

    assert undone == {"undone": 2, "kept": 1}
    assert await listed(event, "tags") == [[["Mine"]], [["Old"]], [["Old"]]]


@pytest.mark.parametrize("whom", [{}, {"ids": [], "filters": {}}, {"filters": {"shoe": 1}}])
async def test_a_change_says_once_whom_it_is_for(event: Happening, whom: dict[str, Any]) -> None:
    await event.host.refused(422, "PATCH", f"{event.path}/guests", {**whom, "set": {"side": "X"}})

    assert await listed(event, "side") == [["Bride"], ["Bride"], ["Groom"]]


@pytest.mark.parametrize("nothing", [{}, {"party": None}, {"add_tags": []}])
async def test_change_of_nothing_is_refused(event: Happening, nothing: Any) -> None:
    body = {"filters": {"side": "Bride"}, "set": nothing}

    await event.host.refused(422, "PATCH", f"{event.path}/guests", body)


async def test_who_is_removed_is_not_moved_as_well(event: Happening) -> None:
    body = {"filters": {"side": "Bride"}, "set": {"status": "canceled", "party": "own"}}

    problem = await event.host.refused(422, "PATCH", f"{event.path}/guests", body)

    pointers = [error["pointer"] for error in problem["errors"]]
    assert pointers == ["/set/status", "/set/party"]
    assert len(await listed(event, "name")) == 3
