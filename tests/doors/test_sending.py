"""Many invitations sent by one request."""

import secrets
from uuid import UUID

import pytest

from convite.core.database import open_database
from convite.core.log import Actor
from convite.core.tasks import Running
from convite.doors.invitations import jobs
from tests.world import Happening, Party, World

SENT = """
SELECT count(*) FROM activity_log WHERE event_id = $1 AND action = 'invitation_sent'
"""


async def reachable(event: Happening, count: int) -> list[str]:
    """Parties of one with an address each."""
    bodies = [
        {"guests": [{"name": f"Guest {n}", "email": f"mail{secrets.token_hex(5)}@example.com"}]}
        for n in range(count)
    ]
    made = await event.host.post(f"{event.path}/invitations", {"invitations": bodies})
    return [row["id"] for row in made["invitations"]]


async def test_those_that_can_be_written_to_go_out_the_others_are_named(world: World) -> None:
    event = await (await world.organizer()).event()
    ids = await reachable(event, 3)
    silent, dead, strange = (await event.party()).id, ids[2], str(UUID(int=7))
    await event.host.post(f"/api/invitations/{dead}/cancel")

    path = f"{event.path}/invitations/send"
    sent = await event.host.post(path, {"ids": [*ids, silent, strange, ids[0]]})

    assert sent["sent"] == 2
    assert {one["id"]: one["reason"] for one in sent["left_out"]} == {
        silent: "no_address", dead: "canceled", strange: "not_found",
    }  # fmt: skip
    assert await world.one(SENT, event.id) == 2
    listed = (await event.host.get(f"{event.path}/invitations"))["items"]
    assert {row["id"] for row in listed if row["sent_at"]} == set(ids[:2])


async def test_filters_mean_what_the_list_shows(world: World) -> None:
    event = await (await world.organizer()).event()
    ids = await reachable(event, 3)
    path = f"{event.path}/invitations/send"
    await event.host.post(path, {"ids": ids[:1]})

    by_name = await event.host.post(path, {"filters": {"q": "guest 2"}})
    unsent = await event.host.post(path, {"filters": {"unsent": True}})
    again = await event.host.post(path, {"filters": {"unsent": True}})

    assert [one["sent"] for one in (by_name, unsent, again)] == [1, 1, 0]
    assert await world.one(SENT, event.id) == 3


async def test_unsent_are_counted_by_whether_they_can_be_reached(world: World) -> None:
    event = await (await world.organizer()).event()
    ids = await reachable(event, 3)
    await event.party()
    await event.host.post(f"/api/invitations/{ids[0]}/cancel")
    path = f"{event.path}/invitations"

    before = await event.host.get(f"{path}/unsent")
    named = await event.host.get(f"{path}/unsent", q="guest 2")
    await event.host.post(f"{path}/send", {"filters": {"unsent": True}})
    after = await event.host.get(f"{path}/unsent")

    assert before == {"reachable": 2, "no_address": 1}
    assert named == {"reachable": 1, "no_address": 0}
    assert after == {"reachable": 0, "no_address": 1}


async def test_a_draft_is_refused_and_so_are_empty_wishes(world: World) -> None:
    host = await world.organizer()
    draft = await host.event(publish=False)
    path = f"{draft.path}/invitations/send"

    await host.refused(409, "POST", path, {"filters": {}})
    for body in ({}, {"ids": []}, {"ids": [str(UUID(int=1))], "filters": {}}):
        await host.refused(422, "POST", path, body)


async def test_more_become_a_task_that_sends_each_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = await (await world.organizer()).event()
    ids = await reachable(event, 5)
    strangers = [str(UUID(int=n)) for n in range(2000)]

    answer = await event.host.ask(
        "POST", f"{event.path}/invitations/send", {"ids": [*ids, *strangers]}
    )
    task = answer.json()
    monkeypatch.setattr(jobs, "SEND_SIZE", 2)
    database = await open_database(world.dsns.app, pool_size=2, raw_pool_size=2)
    running = Running(
        task_id=UUID(task["task_id"]),
        organization_id=UUID(event.host.organization_id),
        event_id=UUID(event.id),
        actor=Actor(kind="user", id=UUID(event.host.id)),
        parameters={"batch_id": task["batch_id"], "ids": ids, "filters": None},
        database=database,
    )
    await world.sql("UPDATE tasks SET status = 'running' WHERE id = $1", running.task_id)
    first, second = await jobs.send_batch(running), await jobs.send_batch(running)
    await database.close()

    assert answer.status_code == 202
    assert (first["sent"], second["sent"]) == (5, 5)
    assert await world.one(SENT, event.id) == 5


async def test_not_sent_leaves_out_who_has_replied(world: World) -> None:
    """They were handed their link; a first invitation after the reply would only confuse them."""
    event = await (await world.organizer()).event()
    guests = [{"name": "Jo Smith", "email": "jo@example.com"}]
    made = [
        await event.host.post(f"{event.path}/invitations", {"guests": guests}),
        await event.host.post(
            f"{event.path}/invitations",
            {"guests": [{"name": "Al Lee", "email": "al@example.com"}]},
        ),
    ]
    await Party(event, made[0]).answer("accepted")

    sent = await event.host.post(f"{event.path}/invitations/send", {"filters": {"unsent": True}})

    assert (sent["sent"], sent["left_out"]) == (1, [])
    assert (await event.host.get(f"/api/invitations/{made[0]['id']}"))["sent_at"] is None


async def test_who_has_replied_is_invited_again_only_on_purpose(world: World) -> None:
    event = await (await world.organizer()).event()
    ids = await reachable(event, 2)
    replied = Party(event, await event.host.get(f"/api/invitations/{ids[0]}"))
    await replied.answer("declined")
    path = f"{event.path}/invitations/send"

    refused = await event.host.refused(409, "POST", f"{replied.path}/send")
    many = await event.host.post(path, {"ids": ids})
    sent_before = await world.one(SENT, event.id)
    one_again = await event.host.post(f"{replied.path}/send", {"again": True})
    all_again = await event.host.post(path, {"ids": ids, "again": True})

    assert refused["type"].endswith("answered")
    assert (many["sent"], many["left_out"]) == (1, [{"id": ids[0], "reason": "answered"}])
    assert sent_before == 1
    assert one_again["sent_at"] is not None
    assert (all_again["sent"], all_again["left_out"]) == (2, [])
