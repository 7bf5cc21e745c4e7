"""An event needs a minimum number of people: too few, and it is canceled by itself."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from convite.core.database import Database, open_database
from convite.doors.minimum.actions import look_at_due
from tests.support import until
from tests.world import Happening, World

HOURS = "SELECT (now() + make_interval(hours => $1))::timestamptz"


@pytest.fixture
async def system(world: World) -> AsyncIterator[Database]:
    database = await open_database(world.dsns.system, pool_size=4)
    yield database
    await database.close()


async def needing(world: World, people: int, **values: Any) -> Happening:
    """A public event in a few days that needs so many people, and to which two come."""
    start = (await world.one(HOURS, 72)).isoformat()
    body = {
        "starts_at": start,
        "visibility": "public",
        "settings": {"min_people": people},
        **values,
    }
    event = await (await world.organizer()).event(**body)
    party = await event.party("Jo Smith", "Al Smith")
    await party.answer("accepted", "accepted")
    return event


async def pass_hours(world: World, event: Happening, hours: int) -> None:
    """Lets time go by: the event and its moment come nearer."""
    await world.sql(
        "UPDATE events SET starts_at = starts_at - make_interval(hours => $2) WHERE id = $1",
        event.id,
        hours,
    )


async def facts(world: World, event: Happening) -> list[str]:
    """What became of its minimum, in order."""
    rows = await world.sql(
        "SELECT action FROM activity_log WHERE event_id = $1"
        " AND action IN ('event_canceled', 'minimum_near', 'minimum_reached', 'minimum_missed')"
        " ORDER BY position",
        event.id,
    )
    return [row["action"] for row in rows]


async def change(event: Happening, **settings: Any) -> Any:
    return await event.host.patch(event.path, {"settings": settings})


async def test_too_few_people_and_the_event_is_canceled_once_in_its_language(
    world: World, system: Database
) -> None:
    event = await needing(world, 8, locale="es")
    page = await world.http.get(f"/e/{(await event.row())['slug']}?lang=en")
    assert "It takes place if at least 8 people come. 6 more are needed." in page.text
    await look_at_due(system)
    assert await facts(world, event) == []  # more than a day is left

    await pass_hours(world, event, 30)
    await look_at_due(system)
    await look_at_due(system)
    assert await facts(world, event) == ["minimum_near"]
    await pass_hours(world, event, 20)
    await asyncio.gather(*(look_at_due(system) for _ in range(3)))  # workers at once
    await look_at_due(system)

    row = await event.row()
    assert row["status"] == "canceled"
    assert row["cancel_reason"] == "Hacían falta al menos 8 personas. Venían 2 personas."
    assert await facts(world, event) == ["minimum_near", "event_canceled", "minimum_missed"]


async def test_enough_people_come_and_nobody_is_bothered(world: World, system: Database) -> None:
    event = await needing(world, 2)
    page = await world.http.get(f"/e/{(await event.row())['slug']}?lang=en")
    assert "It takes place if" not in page.text

    await pass_hours(world, event, 50)
    await look_at_due(system)
    [party] = (await event.host.get(f"{event.path}/invitations"))["items"]
    await event.host.post(f"/api/invitations/{party['id']}/cancel")
    await look_at_due(system)  # was looked at: nobody who planned for it is turned away now

    assert (await event.row())["status"] == "published"
    assert await facts(world, event) == ["minimum_reached"]


async def test_a_moment_that_is_moved_is_looked_at_again(world: World, system: Database) -> None:
    event = await needing(world, 2)
    await pass_hours(world, event, 50)
    await look_at_due(system)

    later = (await world.one(HOURS, 10)).isoformat()
    await change(event, min_people=5, min_people_by=later)
    await look_at_due(system)
    assert await facts(world, event) == ["minimum_reached", "minimum_near"]
    await world.sql(
        "UPDATE events SET settings = settings || jsonb_build_object('min_people_by', now())"
        " WHERE id = $1",
        event.id,
    )
    await look_at_due(system)

    assert (await event.row())["cancel_reason"] == (
        "At least 5 people were needed. 2 people were coming."
    )


async def test_a_minimum_that_is_lowered_or_taken_back_cancels_nothing(
    world: World, system: Database
) -> None:
    lowered, without = await needing(world, 8), await needing(world, 8)
    for event in (lowered, without):
        await pass_hours(world, event, 50)
    await change(lowered, min_people=2)
    await change(without, min_people=None)

    await look_at_due(system)

    assert [(await one.row())["status"] for one in (lowered, without)] == ["published"] * 2
    assert await facts(world, lowered) == ["minimum_reached"]
    assert await facts(world, without) == []


async def test_a_late_worker_cancels_no_event_that_has_begun(
    world: World, system: Database
) -> None:
    event = await needing(world, 8)
    await pass_hours(world, event, 73)

    await look_at_due(system)

    assert (await event.row())["status"] == "published"


async def test_the_moment_is_before_the_start_and_ahead_of_those_who_reply(world: World) -> None:
    host = await world.organizer()
    start, soon, after = [(await world.one(HOURS, n)).isoformat() for n in (72, 10, 80)]
    draft = await host.event(publish=False, starts_at=start, settings={"min_people": 3})

    problem = await host.refused(
        422, "PATCH", draft.path, {"settings": {"min_people": 3, "min_people_by": after}}
    )
    assert problem["errors"][0]["pointer"] == "/settings/min_people_by"

    await host.patch(draft.path, {"starts_at": soon})  # a day before that is over
    problem = await host.refused(422, "POST", f"{draft.path}/publish")
    assert "in the past" in problem["errors"][0]["detail"]
    nearer = (await world.one(HOURS, 5)).isoformat()
    await change(draft, min_people=3, min_people_by=nearer)
    await host.post(f"{draft.path}/publish")


async def test_a_copy_needs_as_many_people_and_has_no_moment_of_its_own(world: World) -> None:
    event = await needing(world, 8)
    by = (await world.one(HOURS, 40)).isoformat()
    await change(event, min_people=8, min_people_by=by)

    copy = await event.host.post(f"{event.path}/duplicate", {"starts_at": "2031-05-01T18:00:00Z"})

    assert copy["settings"]["min_people"] == 8
    assert "min_people_by" not in copy["settings"]


@pytest.mark.usefixtures("worker")
async def test_the_worker_tells_hosts_and_guests(world: World) -> None:
    event = await needing(world, 3)

    async def told() -> list[Any]:
        items = (await event.host.get("/api/notifications"))["items"]
        return [one for one in items if one["reference_type"].startswith("minimum_")]

    async def is_told(count: int) -> bool:
        return len(await told()) >= count

    await pass_hours(world, event, 30)
    await until(lambda: is_told(1), limit=60)
    [near] = await told()
    assert near["title"] == "One more person is needed for Ana y León"
    assert "canceled by itself" in near["message"]

    await pass_hours(world, event, 20)
    await until(lambda: is_told(2), limit=60)
    [missed, _] = await told()
    assert missed["title"] == "Ana y León was canceled: too few people"
    assert missed["message"] == "At least 3 people were needed. 2 people were coming."

    async def is_mailed() -> bool:
        mails = "SELECT count(*) FROM messages WHERE address = $1 AND dedup_key LIKE 'minimum.%'"
        return await world.one(mails, event.host.email) == 1

    await until(is_mailed, limit=60)
