"""Broadcasts over HTTP: written, shown, sent and looked at."""

from datetime import timedelta
from typing import Any

import pytest

from convite.core.clock import now
from tests.support import until
from tests.world import Happening, World


async def audience(event: Happening) -> dict[str, Any]:
    """Three people: one with an address, one who has opted out, one without any."""
    ids = []
    for name, email in (("Ana Ruiz", True), ("Bo Lee", True), ("Cy Moe", False)):
        guest = {"name": name} | ({"email": f"{name[:2]}.{event.id}@example.com"} if email else {})
        ids += (await event.party(guests=[guest])).guests
    await event.host.put(f"{event.path}/guests/{ids[1]}", {"opt_outs": {"email": True}})
    return {"ids": ids}


def words(audience: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"audience": audience, "subject": "News", "body": "Hello {{name}}", **more}


async def test_who_gets_it_and_who_does_not_is_shown_before(world: World) -> None:
    event = await (await world.organizer()).event()
    path = f"{event.path}/broadcasts"

    shown = await event.host.post(f"{path}/preview", words(await audience(event)))

    assert (shown["recipients"], shown["left_out"]) == (1, {"opted_out": 1, "no_address": 1})
    assert [(one["name"], one["reason"]) for one in shown["without"]] == [
        ("Bo Lee", "opted_out"), ("Cy Moe", "no_address"),
    ]  # fmt: skip
    assert (shown["name"], shown["subject"], shown["text"]) == (
        "Ana Ruiz",
        "News",
        "Hello Ana Ruiz",
    )


async def test_an_empty_message_is_shown_empty(world: World) -> None:
    event = await (await world.organizer()).event()
    empty = words(await audience(event), subject="", body="")

    shown = await event.host.post(f"{event.path}/broadcasts/preview", empty)

    assert (shown["recipients"], shown["text"]) == (1, "")


@pytest.mark.usefixtures("worker")
async def test_it_is_sent_and_each_recipient_can_be_looked_at(world: World) -> None:
    event = await (await world.organizer()).event()
    path = f"{event.path}/broadcasts"
    draft = await event.host.post(path, words(await audience(event)))

    sending = await event.host.post(f"{path}/{draft['id']}/send", {})

    async def is_sent() -> bool:
        return (await event.host.get(f"{path}/{draft['id']}"))["status"] == "sent"

    await until(is_sent, limit=60)
    sent = (await event.host.get(path))["items"][0]
    rows = (await event.host.get(f"{path}/{draft['id']}/recipients"))["items"]
    left = (await event.host.get(f"{path}/{draft['id']}/recipients", left_out=True))["items"]

    assert (sending["status"], sending["recipients"], sending["left_out"]) == ("sending", 1, 2)
    assert sum(sent["messages"].values()) == 1
    assert [(row["name"], row["left_out"]) for row in rows] == [
        ("Bo Lee", "opted_out"), ("Cy Moe", "no_address"), ("Ana Ruiz", None),
    ]  # fmt: skip
    assert [row["name"] for row in left] == ["Bo Lee", "Cy Moe"]


async def test_what_has_begun_is_not_changed_and_not_deleted(world: World) -> None:
    event = await (await world.organizer()).event()
    draft = await event.host.post(f"{event.path}/broadcasts", words(await audience(event)))
    path = f"{event.path}/broadcasts/{draft['id']}"

    changed = await event.host.patch(path, {"subject": "Other", "version": draft["version"]})
    await event.host.refused(409, "PATCH", path, {"subject": "Late", "version": draft["version"]})
    await event.host.post(f"{path}/send", {})
    for method, body in (("PATCH", {"body": "Else"}), ("DELETE", None)):
        refusal = await event.host.refused(409, method, path, body)
        assert refusal["current_status"] == "sending"
    await event.host.refused(409, "POST", f"{path}/send", {})

    assert changed["subject"] == "Other"


async def test_a_scheduled_one_can_be_taken_back_and_deleted(world: World) -> None:
    event = await (await world.organizer()).event()
    draft = await event.host.post(f"{event.path}/broadcasts", words(await audience(event)))
    path = f"{event.path}/broadcasts/{draft['id']}"
    tomorrow = (now() + timedelta(days=1)).isoformat()

    scheduled = await event.host.post(f"{path}/send", {"scheduled_for": tomorrow})
    await event.host.refused(409, "DELETE", path)
    again = await event.host.post(f"{path}/unschedule")
    await event.host.delete(path)

    assert (scheduled["status"], again["status"], again["scheduled_for"]) == (
        "scheduled", "draft", None,
    )  # fmt: skip
    await event.host.refused(404, "GET", path)


async def test_a_clear_answer_to_what_cannot_be_sent(world: World) -> None:
    event = await (await world.organizer()).event()
    whom = await audience(event)
    path = f"{event.path}/broadcasts"
    wrong: tuple[dict[str, Any], ...] = (
        {"body": "Dear {{nmae}}"},
        {"body": ""},
        {"audience": {}},
        {"audience": {**whom, "filters": {}}},
        {"audience": {"filters": {"status": "perhaps"}}},
        {"channel": "pigeon"},
        {"subject": "x" * 201},
    )
    for change in wrong:
        await event.host.refused(422, "POST", path, words(whom) | change)

    nobody = await event.host.post(path, words({"ids": whom["ids"][1:]}))
    draft = await event.host.post(path, words(whom))
    yesterday = (now() - timedelta(days=1)).isoformat()
    await event.host.refused(422, "POST", f"{path}/{nobody['id']}/send", {})
    await event.host.refused(
        422, "POST", f"{path}/{draft['id']}/send", {"scheduled_for": yesterday}
    )


async def test_before_the_event_is_published_nothing_goes_out(world: World) -> None:
    event = await (await world.organizer()).event(publish=False)
    draft = await event.host.post(f"{event.path}/broadcasts", words(await audience(event)))

    refusal = await event.host.refused(
        409, "POST", f"{event.path}/broadcasts/{draft['id']}/send", {}
    )

    assert "Publish the event" in refusal["detail"]


async def test_a_subject_is_one_line(world: World) -> None:
    event = await (await world.organizer()).event()
    body = words(await audience(event), subject="News\r\nBcc: all@example.com")

    await event.host.refused(422, "POST", f"{event.path}/broadcasts", body)


async def test_a_viewer_is_shown_no_link_by_which_they_could_reply(world: World) -> None:
    event = await (await world.organizer()).event()
    viewer = await world.organizer("Vi Ewer")
    await event.host.post(f"{event.path}/invite-member", {"email": viewer.email, "role": "viewer"})
    await world.sql("UPDATE event_members SET status = 'active', user_id = $2 WHERE event_id = $1"
                    " AND role = 'viewer'", event.id, viewer.id)  # fmt: skip
    wanted = words(await audience(event), body="{{link}}")
    path = f"{event.path}/broadcasts/preview"

    host, other = await event.host.post(path, wanted), await viewer.post(path, wanted)

    assert len(host["text"].rpartition("/")[2]) > 10
    assert other["text"].endswith("/r/…")
