"""Invited guests whose yes came when the event was full: they come as soon as a place is free."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from convite.core.database import Database, open_database
from convite.doors.waitlist.actions import offer_freed
from tests.doors.waitlist.test_waitlist import full_event, waiting
from tests.support import until
from tests.world import Happening, World


@pytest.fixture
async def system(world: World) -> AsyncIterator[Database]:
    database = await open_database(world.dsns.system, pool_size=2)
    yield database
    await database.close()


async def invited(event: Happening, *names: str) -> Any:
    """A party, with an address for the first of it."""
    guests = [{"name": name} for name in names]
    guests[0]["email"] = f"{names[0].split()[0].lower()}@example.org"
    made = await event.host.post(f"{event.path}/invitations", {"invitations": [{"guests": guests}]})
    return made["invitations"][0]


async def reply(world: World, party: Any, status: str = "accepted") -> list[Any]:
    """Everybody of a party says the same; their names and what it made of them."""
    guests = [{"id": one["id"], "status": status} for one in party["guests"]]
    said = await world.nobody().put(f"/api/rsvp/{party['code']}", {"guests": guests})
    return [one["is_waitlisted"] for one in said["guests"]]


async def coming(event: Happening) -> dict[str, str]:
    rows = await event.host.world.sql(
        "SELECT concat_ws(' ', g.first_name, g.last_name) AS name, a.status"
        " FROM attendees a JOIN guests g ON g.id = a.guest_id WHERE a.event_id = $1",
        event.id,
    )
    return {row["name"]: row["status"] for row in rows}


async def test_a_freed_place_goes_to_whoever_waits_longest_and_they_are_told(
    world: World, system: Database
) -> None:
    event = await (await world.organizer()).event(capacity=2)
    first = await invited(event, "Ana One", "Ben One")
    second, third = await invited(event, "Cleo Two", "Dan Two"), await invited(event, "Eva Three")
    assert await reply(world, first) == [False, False]
    assert await reply(world, second) == [True, True]
    assert await reply(world, third) == [True]
    # who says yes again keeps their place in line
    assert await reply(world, second) == [True, True]
    await offer_freed(system)
    assert (await coming(event))["Cleo Two"] == "waitlisted"

    with world.worker():
        await reply(world, first, "declined")

        async def told() -> bool:
            mails = await world.sql(
                "SELECT subject FROM messages WHERE address = 'cleo@example.org'"
                " AND subject LIKE 'You have a place%'"
            )
            return len(mails) == 1

        await until(told, limit=60)

    statuses = await coming(event)
    assert (statuses["Cleo Two"], statuses["Dan Two"]) == ("going", "going")
    assert statuses["Eva Three"] == "waitlisted"


async def test_guests_come_before_strangers_who_wait(world: World, system: Database) -> None:
    event, _, _ = await full_event(world)
    await waiting(event, "Leo Stranger")
    guest = await invited(event, "Gil Guest")
    assert await reply(world, guest) == [True]

    await event.host.patch(event.path, {"capacity": 3})
    await offer_freed(system)

    assert (await coming(event))["Gil Guest"] == "going"
    offered = (await event.host.get(f"{event.path}/waitlist", status="offered"))["items"]
    assert offered == []


async def test_a_host_who_offers_by_hand_lets_guests_in_by_hand(
    world: World, system: Database
) -> None:
    event = await (await world.organizer()).event(capacity=1)
    await event.host.patch(event.path, {"settings": {"waitlist": "by_hand"}})
    first, second = await invited(event, "Ana One"), await invited(event, "Cleo Two")
    await reply(world, first)
    await reply(world, second)

    await reply(world, first, "declined")
    await offer_freed(system)

    assert (await coming(event))["Cleo Two"] == "waitlisted"


async def test_a_stranger_passes_no_guest_who_waits(world: World) -> None:
    """Until the job has let them in, and even if no worker runs."""
    host = await world.organizer()
    settings = {"needs_picture": False}
    event = await host.event(visibility="public", approval="open", capacity=1, settings=settings)
    first, second = await invited(event, "Ana One"), await invited(event, "Bea Two")
    await reply(world, first)
    await reply(world, second)
    await reply(world, first, "declined")

    stranger = await world.organizer()
    problem = await stranger.refused(409, "POST", f"{event.path}/requests", {})

    assert problem["type"] == "/problems/sold-out"


async def test_nobody_is_let_in_once_it_is_over(world: World, system: Database) -> None:
    event = await (await world.organizer()).event(capacity=1)
    first, second = await invited(event, "Ana One"), await invited(event, "Cleo Two")
    await reply(world, first)
    await reply(world, second)
    await reply(world, first, "declined")
    over = "UPDATE events SET starts_at = now() - interval '5 hours', ends_at = now() - interval '1 hour'"
    await world.sql(f"{over} WHERE id = $1", event.id)

    await offer_freed(system)

    assert (await coming(event))["Cleo Two"] == "waitlisted"
