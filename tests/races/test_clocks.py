"""API processes whose clocks are an hour wrong: holds, scans and countdowns go by the database's."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import httpx2
import pytest

from tests.support import until
from tests.world import Happening, Process, World, free_port, running_world

HOUR = timedelta(hours=1)


@pytest.fixture
async def own_world() -> AsyncIterator[World]:
    """Beside a right process one that is ahead, and one that is behind."""
    async with running_world(1) as made:
        for ahead in (HOUR, -HOUR):
            port = free_port()
            http = httpx2.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=30)
            made.processes.append(Process(port, made.launched(port, ahead=ahead), http))
            await until(made.processes[-1].is_ready, limit=60)
        yield made


async def seconds_between(world: World, text: str) -> float:
    """From the database's time to this one."""
    moment = await world.one("SELECT clock_timestamp()")
    return float((datetime.fromisoformat(text) - moment).total_seconds())


async def test_a_wrong_clock_frees_no_seat_and_keeps_none(own_world: World) -> None:
    world = own_world
    event = await (await world.organizer()).event(settings={"hold_extension": True})
    [seat] = await event.seats(1)
    for number in (1, 2):
        holder = (await event.party()).bearer.through(number)
        rival = (await event.party()).bearer.through(3 - number)

        held = await event.hold(seat, who=holder)

        assert abs(await seconds_between(world, held["expires_at"]) - 300) < 10
        assert abs(await seconds_between(world, held["server_time"])) < 10
        await rival.refused(423, "POST", f"{event.path}/holds", {"seat_ids": [seat]})
        longer = await holder.post(f"/api/holds/{held['key']}/extend")
        assert abs(await seconds_between(world, longer["server_time"])) < 10
        assert abs(await seconds_between(world, longer["expires_at"]) - 300) < 10
        await world.sql("UPDATE seats SET held_until = now() WHERE id = $1", seat)
        await world.sql("UPDATE reservations SET expires_at = now() WHERE id = $1", held["key"])
        taken = await event.hold(seat, who=rival)
        await rival.delete(f"/api/holds/{taken['key']}")


async def test_scans_are_in_order_whichever_process_took_them(own_world: World) -> None:
    world = own_world
    event = await (await world.organizer()).event()
    jo = (await event.party("Jo Smith")).guests[0]

    for number, direction in ((1, "in"), (2, "out"), (0, "in")):
        door = Happening(event.host.through(number), event.id)
        done = await door.scan(attendee_id=jo, direction=direction)
        assert done["result"] == "ok"
        assert abs(await seconds_between(world, done["checkin_time"])) < 10

    steps = await world.sql(
        "SELECT direction FROM checkins WHERE event_id = $1 ORDER BY at", event.id
    )
    assert [row["direction"] for row in steps] == ["in", "out", "in"]
    roster = await event.host.through(1).get(f"{event.path}/checkins/roster")
    assert abs(await seconds_between(world, roster["server_time"])) < 10
