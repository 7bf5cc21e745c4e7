"""All unseated parties at once: wished, arranged by the worker, looked at, taken over."""

from typing import Any

import pytest

from tests.support import until
from tests.world import Happening, Party, World


@pytest.fixture
async def event(world: World) -> Happening:
    event = await (await world.organizer()).event()
    await event.host.post(
        f"{event.path}/seating-plan/generate", {"kind": "tables", "tables": 4, "chairs": 6}
    )
    return event


async def arranged(event: Happening, **wanted: Any) -> Any:
    """The preview of an arrangement, with its task's id."""
    started = await event.host.post(f"{event.path}/auto-seat", {"seconds": 2, **wanted})
    path = f"/api/tasks/{started['task_id']}"

    async def is_over() -> bool:
        return (await event.host.get(path))["status"] not in ("queued", "running")

    await until(is_over, limit=60)
    task = await event.host.get(path)
    assert task["status"] == "done", task
    return {"task_id": started["task_id"], **task["result"]}


async def wish(event: Happening, kind: str, one: Party, other: Party) -> Any:
    body = {"kind": kind, "invitation_id": one.id, "other_invitation_id": other.id}
    return await event.host.post(f"{event.path}/seating-wishes", body)


async def table_of(event: Happening, party: Party) -> set[str]:
    return {guest["seat_number"].split(" ")[0] for guest in (await party.row())["guests"]}


async def coming(event: Happening, *sizes: int) -> list[Party]:
    parties = await event.parties(list(sizes))
    for party in parties:
        await party.answer(*["accepted"] * len(party.guests))
    return parties


@pytest.mark.usefixtures("worker")
async def test_parties_are_seated_as_wished(event: Happening) -> None:
    parties = await coming(event, 4, 4, 2, 2, 3)
    await wish(event, "apart", parties[0], parties[1])
    await wish(event, "together", parties[2], parties[1])

    preview = await arranged(event)

    assert (len(preview["seats"]), preview["unmet"]) == (15, [])
    assert {seat["status"] for seat in (await event.map()).values()} == {"free"}  # only looked at

    done = await event.host.post(f"{event.path}/auto-seat/{preview['task_id']}/apply")

    assert done["seated"] == 15
    tables = [await table_of(event, party) for party in parties]
    assert all(len(one) == 1 for one in tables)
    assert tables[0] != tables[1]
    nothing = await event.host.post(f"{event.path}/auto-seat", {"seconds": 1})

    async def has_failed() -> bool:
        task = await event.host.get(f"/api/tasks/{nothing['task_id']}")
        return task["status"] == "failed" and "has a seat" in task["error"]

    await until(has_failed, limit=60)


@pytest.mark.usefixtures("worker")
async def test_what_cannot_be_met_is_said(event: Happening) -> None:
    parties = await coming(event, 6, 6, 6, 5, 2)

    preview = await arranged(event)

    kinds = {one["kind"] for one in preview["unmet"]}
    assert kinds <= {"split", "unseated"}
    assert "unseated" in kinds
    assert len(preview["seats"]) == 24
    assert len(parties) == 5


@pytest.mark.usefixtures("worker")
async def test_a_preview_that_is_out_of_date_seats_nobody(event: Happening) -> None:
    parties = await coming(event, 3, 3)
    preview = await arranged(event)
    late = await event.party("Zoë Ray")
    await late.take(preview["seats"][0]["seat_id"])

    path = f"{event.path}/auto-seat/{preview['task_id']}/apply"
    problem = await event.host.refused(409, "POST", path)

    assert problem["blocking"][0]["id"] == preview["seats"][0]["seat_id"]
    assert {guest["seat_number"] for guest in (await parties[0].row())["guests"]} == {None}


async def test_wishes_are_of_two_parties_of_the_event(event: Happening) -> None:
    one, other = await event.party("Jo Smith"), await event.party("Al Kowal")
    stranger = await (await event.host.event()).party("Zoë Ray")
    path = f"{event.path}/seating-wishes"

    made = await wish(event, "together", other, one)

    assert {made["label"], made["other_label"]} == {(await p.row())["label"] for p in (one, other)}
    body = {"kind": "apart", "invitation_id": one.id, "other_invitation_id": other.id}
    assert (await event.host.refused(409, "POST", path, body))["type"] == "/problems/wish-known"
    for wrong in ({"other_invitation_id": one.id}, {"other_invitation_id": stranger.id}):
        await event.host.refused(422, "POST", path, {**body, **wrong})
    await event.host.delete(f"{path}/{made['id']}")
    assert (await event.host.get(path))["items"] == []


@pytest.mark.usefixtures("worker")
async def test_seating_everybody_is_taken_back(event: Happening) -> None:
    (party,) = await coming(event, 2)
    preview = await arranged(event)
    path = f"{event.path}/auto-seat/{preview['task_id']}/apply"
    applied = await event.host.post(path)
    seated = [guest["seat_id"] for guest in (await party.row())["guests"]]

    undone = await event.host.post(f"/api/batches/{applied['batch_id']}/undo")

    assert all(seated)
    assert undone == {"undone": 2, "kept": 0}
    guests = (await party.row())["guests"]
    assert [(one["status"], one["seat_id"]) for one in guests] == [("accepted", None)] * 2
