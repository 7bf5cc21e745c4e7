"""Waiting for places at a full event, and what becomes of freed ones."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from convite.core.database import Database, open_database
from convite.doors.waitlist.actions import offer_freed
from tests.doors.requests.test_asking import open_event
from tests.support import until
from tests.world import Happening, Person, World


@pytest.fixture
async def system(world: World) -> AsyncIterator[Database]:
    database = await open_database(world.dsns.system, pool_size=2)
    yield database
    await database.close()


async def full_event(world: World, places: int = 2, **values: Any) -> tuple[Happening, Person, str]:
    """An open event whose places are all taken by one account's request."""
    event = await open_event(world, values.pop("approval", "open"), capacity=places, **values)
    await event.host.patch(
        event.path, {"settings": {"needs_picture": False, "places_per_request": 50}}
    )
    first = await world.organizer("Ana First")
    request = await first.post(f"{event.path}/requests", {"places": places})
    if request["status"] == "pending":
        await event.host.post(f"/api/requests/{request['id']}/accept")
    return event, first, f"/api/requests/{request['id']}/cancel"


async def waiting(event: Happening, name: str, places: int = 1) -> tuple[Person, Any]:
    person = await event.host.world.organizer(name)
    return person, await person.post(f"{event.path}/waitlist", {"places": places})


async def line(event: Happening, status: str = "waiting") -> list[tuple[str, int | None]]:
    rows = (await event.host.get(f"{event.path}/waitlist", status=status))["items"]
    return [(row["name"], row["position"]) for row in rows]


async def test_a_freed_place_is_offered_to_the_first_in_line_and_taken(
    world: World, system: Database
) -> None:
    event, _, _ = await full_event(world)
    leo, first = await waiting(event, "Leo Paz")
    _, second = await waiting(event, "Mia Sol", 2)
    assert (first["position"], second["position"]) == (1, 2)
    await offer_freed(system)
    assert await line(event, "offered") == []

    guest = (await event.host.get(f"{event.path}/guests"))["items"][0]
    await event.host.delete(f"{event.path}/guests/{guest['id']}")
    await offer_freed(system)

    assert await line(event, "offered") == [("Leo Paz", None)]
    assert await line(event) == [("Mia Sol", 1)]
    taken = await leo.post(f"/api/waitlist/{first['id']}/accept")
    assert (taken["status"], taken["position"]) == ("converted", None)
    assert (await event.row())["going_count"] == 2
    party = await world.nobody().get(f"/api/rsvp/{taken['url'].rsplit('/', 1)[1]}")
    assert party["guests"][0]["id"] == taken["attendee_id"]


async def test_a_newcomer_doesnt_overtake_those_who_wait(world: World) -> None:
    event, first, cancel = await full_event(world)
    await waiting(event, "Leo Paz")
    newcomer = await world.organizer("Eve")

    await first.post(cancel)
    problem = await newcomer.refused(409, "POST", f"{event.path}/requests", {"places": 1})

    assert (problem["left"], problem["waitlist"]) == (0, True)


async def test_a_party_gets_all_its_places_and_smaller_ones_fill_the_gap(
    world: World, system: Database
) -> None:
    event, first, cancel = await full_event(world, 3)
    for name, places in (("Four", 4), ("Two", 2), ("Other two", 2), ("One", 1)):
        await waiting(event, name, places)

    await first.post(cancel)
    await offer_freed(system)

    assert await line(event, "offered") == [("Two", None), ("One", None)]
    assert await line(event) == [("Four", 1), ("Other two", 2)]


async def test_a_strict_line_waits_for_the_party_at_its_head(
    world: World, system: Database
) -> None:
    event, first, cancel = await full_event(world, 3)
    strict = {
        "settings": {
            "needs_picture": False,
            "places_per_request": 50,
            "waitlist_passes_over": False,
        }
    }
    await event.host.patch(event.path, strict)
    for name, places in (("Four", 4), ("One", 1)):
        await waiting(event, name, places)

    await first.post(cancel)
    await offer_freed(system)

    assert await line(event, "offered") == []


async def test_an_offer_that_runs_out_goes_to_the_next(world: World, system: Database) -> None:
    event, first, cancel = await full_event(world, 1)
    leo, entry = await waiting(event, "Leo Paz")
    await waiting(event, "Mia Sol")
    await first.post(cancel)
    await offer_freed(system)

    past = "UPDATE waitlist_entries SET expires_at = now() - interval '1 s' WHERE id = $1"
    await world.sql(past, entry["id"])
    problem = await leo.refused(410, "POST", f"/api/waitlist/{entry['id']}/accept")
    await offer_freed(system)

    assert problem["detail"] == "This offer has run out."
    assert await line(event, "expired") == [("Leo Paz", None)]
    assert await line(event, "offered") == [("Mia Sol", None)]
    again = await leo.post(f"{event.path}/waitlist", {})
    assert (again["status"], again["position"]) == ("waiting", 1)


async def test_leaving_the_list_passes_an_offer_on(world: World, system: Database) -> None:
    event, first, cancel = await full_event(world, 1)
    leo, entry = await waiting(event, "Leo Paz")
    await waiting(event, "Mia Sol")
    await first.post(cancel)
    await offer_freed(system)

    await leo.delete(f"{event.path}/waitlist/{entry['id']}")
    await offer_freed(system)

    assert await line(event, "offered") == [("Mia Sol", None)]
    problem = await leo.refused(409, "POST", f"/api/waitlist/{entry['id']}/accept")
    assert problem["current_status"] == "canceled"


async def test_a_host_offers_out_of_turn_with_a_reason(world: World) -> None:
    event, first, cancel = await full_event(world, 1, approval="request")
    await waiting(event, "Leo Paz")
    _, entry = await waiting(event, "Mia Sol")
    path = f"/api/waitlist/{entry['id']}/offer"

    problem = await event.host.refused(409, "POST", path, {"reason": "She plays."})
    assert problem["left"] == 0
    await first.post(cancel)
    problem = await event.host.refused(422, "POST", path)
    assert problem["errors"][0]["pointer"] == "/reason"
    offered = await event.host.post(path, {"reason": "She plays the piano."})

    assert (offered["status"], offered["offer_reason"]) == ("offered", "She plays the piano.")
    assert await line(event) == [("Leo Paz", 1)]


async def test_where_the_host_accepts_each_nothing_is_offered_by_itself(
    world: World, system: Database
) -> None:
    event, first, cancel = await full_event(world, 1, approval="request")
    await waiting(event, "Leo Paz")
    await first.post(cancel)

    await offer_freed(system)

    assert await line(event, "offered") == []
    automatic = {
        "settings": {"needs_picture": False, "places_per_request": 50, "waitlist": "automatic"}
    }
    await event.host.patch(event.path, automatic)
    await offer_freed(system)
    assert await line(event, "offered") == [("Leo Paz", None)]


async def test_what_cant_be_waited_for(world: World) -> None:
    event, first, _ = await full_event(world)
    leo, entry = await waiting(event, "Leo Paz")
    path = f"{event.path}/waitlist"

    assert (await leo.refused(409, "POST", path, {}))["type"].endswith("already-waiting")
    assert (await first.refused(409, "POST", path, {}))["type"].endswith("already-on-event")
    assert (await event.host.refused(409, "POST", path, {}))["type"].endswith("own-event")
    newcomer = await world.organizer("Eve")
    for body in ([], "text", 7, True, {"no_such_field": 1}):
        await newcomer.refused(422, "POST", path, body)
        await leo.refused(422, "PATCH", f"{path}/{entry['id']}", body)
    for places in (0, 51, 10_000_000):
        await newcomer.refused(422, "POST", path, {"places": places})
    roomy = await open_event(world, "open", capacity=5)
    problem = await newcomer.refused(409, "POST", f"{roomy.path}/waitlist", {})
    assert problem["type"].endswith("places-left")
    await event.host.patch(event.path, {"settings": {"waitlist": "off"}})
    assert (await newcomer.refused(409, "POST", path, {}))["type"].endswith("no-waitlist")
    for verb in ("accept", "offer"):
        await newcomer.refused(404, "POST", f"/api/waitlist/{entry['id']}/{verb}")
    await newcomer.refused(404, "DELETE", f"{path}/{entry['id']}")
    await leo.refused(409, "POST", f"/api/waitlist/{entry['id']}/accept")


async def test_more_places_put_one_at_the_end_of_the_line(world: World) -> None:
    event, _, _ = await full_event(world)
    leo, entry = await waiting(event, "Leo Paz", 2)
    await waiting(event, "Mia Sol")
    path = f"{event.path}/waitlist/{entry['id']}"

    assert (await leo.patch(path, {"places": 1}))["position"] == 1
    assert (await leo.patch(path, {"places": 3}))["position"] == 2


async def test_an_offer_that_is_taken_twice_at_once_is_taken_once(
    world: World, system: Database
) -> None:
    event, first, cancel = await full_event(world, 1)
    leo, entry = await waiting(event, "Leo Paz")
    await first.post(cancel)
    await offer_freed(system)
    path = f"/api/waitlist/{entry['id']}/accept"

    answers = await asyncio.gather(*(leo.through(n % 2).ask("POST", path) for n in range(6)))

    assert sorted(one.status_code for one in answers) == [200, 409, 409, 409, 409, 409]
    assert (await event.row())["going_count"] == 1


async def test_two_workers_offer_each_freed_place_once(world: World, system: Database) -> None:
    event, first, cancel = await full_event(world, 5)
    for number in range(12):
        await waiting(event, f"Guest {number:02}", 1 + number % 2)
    await first.post(cancel)

    await asyncio.gather(*(offer_freed(system) for _ in range(4)))

    held = "SELECT held FROM capacity_pools WHERE event_id = $1"
    assert await world.one(held, event.id) == 5
    assert [name for name, _ in await line(event, "offered")] == [
        "Guest 00", "Guest 01", "Guest 02", "Guest 04",
    ]  # fmt: skip


async def test_the_worker_offers_what_a_cancel_frees(world: World, worker: None) -> None:
    event, first, cancel = await full_event(world, 1)
    await waiting(event, "Leo Paz")
    await first.post(cancel)

    async def is_offered() -> bool:
        return bool(await line(event, "offered"))

    await until(is_offered, limit=60)
