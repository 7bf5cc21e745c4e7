"""Whoever loses their right on an event loses its channels within two seconds, in every process."""

from typing import Any

import httpx2
import pytest

from tests.listening import Ear, ear
from tests.world import Happening, Person, World

#: How long a right that was taken away may still be used.
SOON = 2.0


@pytest.fixture
async def event(world: World) -> Happening:
    return await (await world.organizer("Ana Ruiz")).event()


async def add(event: Happening, role: str = "editor") -> Person:
    person = await event.host.world.organizer("Bo Lee")
    body = {"user_id": person.id, "role": role}
    await event.host.post(f"{event.path}/invite-member", body)
    return person


def channels(event: Happening, invitation_id: str) -> list[str]:
    topics = ("seats", "attendance", "invitations", "announcements", "operations")
    return [*(f"events/{event.id}/{topic}" for topic in topics), f"invitations/{invitation_id}"]


async def lost(listener: Ear, channel: str) -> Any:
    return await listener.hears("problem", SOON, channel=channel, status=404)


@pytest.mark.parametrize("process", [0, 1])
async def test_removed_member_hears_no_more(world: World, event: Happening, process: int) -> None:
    seats = await event.seats(2)
    party = await event.party("Jo Smith")
    bo, other = await add(event), await add(event, "viewer")
    names = channels(event, party.id)

    async with ear(bo, *names, process=process) as removed, ear(other, *names) as kept:
        await event.host.delete(f"{event.path}/members/{bo.id}")
        for name in names:
            await lost(removed, name)
        await removed.say("ping")
        count = len(removed.news())
        await party.answer("accepted")
        await party.take(seats[0])
        await kept.hears("seat_assigned", channel=names[0])
        refused = await removed.say("lock_seat", seat_id=seats[1])

        assert (len(removed.news()), refused["status"]) == (count, 404)
        assert not [one for one in kept.heard if one["action"] == "problem"]


async def test_demoted_member_keeps_what_the_new_role_sees(world: World, event: Happening) -> None:
    """And can no longer do what it doesn't allow."""
    seats = await event.seats(2)
    bo = await add(event)
    async with ear(bo, f"events/{event.id}/seats", process=1) as demoted:
        await demoted.say("lock_seat", seat_id=seats[0])
        await event.host.patch(f"{event.path}/members/{bo.id}", {"role": "viewer"})
        refused = await demoted.say("lock_seat", seat_id=seats[1])
        await event.hold(seats[1])
        await demoted.hears("seat_locked", seat_id=seats[1])

    assert refused["status"] == 403


async def test_who_leaves_hears_no_more(world: World, event: Happening) -> None:
    bo, channel = await add(event), f"events/{event.id}/seats"
    async with ear(bo, channel, process=1) as left:
        await bo.delete(f"{event.path}/members/{bo.id}")

        assert (await lost(left, channel))["detail"]


@pytest.mark.parametrize("process", [0, 1])
async def test_stream_of_removed_member_ends(world: World, event: Happening, process: int) -> None:
    bo = await add(event)
    asked = {"channel": f"events/{event.id}/invitations"}
    url = world.processes[process].url
    async with (
        httpx2.AsyncClient(base_url=url, timeout=httpx2.Timeout(5, read=SOON)) as http,
        http.stream("GET", "/api/stream", params=asked, headers=bo.headers) as answer,
    ):
        told = ""
        async for text in answer.aiter_text():
            told += text
            if "watermark" in text and "resync" not in told:
                await event.host.delete(f"{event.path}/members/{bo.id}")

    assert "resync" in told
    await bo.refused(404, "GET", "/api/stream", params=asked)
