"""How the database reads searches of public events: as the application role, by an index."""

from collections.abc import AsyncIterator

import pytest
from bench.discover import RARE, far_from_right, plans, put_events

from tests.world import Person, World

pytestmark = pytest.mark.pg15

EVENTS = 6000


@pytest.fixture(scope="module")
async def host(world: World) -> AsyncIterator[Person]:
    host = await world.organizer()
    event = await host.event(title="First", visibility="public")
    await put_events(world.dsns.owner, event.id, EVENTS)
    yield host
    await world.sql("DELETE FROM public_events WHERE host_user_id = $1", host.id)


#: The indexes that may serve each kind of search.
SERVED = {
    "in order": {"public_events_starts_at_index"},
    "online": {"public_events_online_index"},
    "words": {"public_events_trigrams_index"},
    "mood": {"public_events_trigrams_index"},
    "interest": {"public_events_interests_index"},
    "near": {"public_events_place_index"},
    "nearest": {"public_events_place_index"},
}


async def test_every_kind_of_search_is_read_by_its_index(world: World, host: Person) -> None:
    told = await plans(world.dsns.app)

    assert host.id
    assert told.keys() == SERVED.keys()
    for name, text in told.items():
        assert any(index in text for index in SERVED[name]), f"{name}: {text}"
        assert "Seq Scan" not in text, f"{name}: {text}"


async def test_the_nearest_across_the_date_line_are_all_there_is(
    world: World, host: Person
) -> None:
    assert host.id
    assert await far_from_right(world.dsns.app) == 0


async def test_what_is_rare_is_found_behind_thousands_of_others(world: World, host: Person) -> None:
    """The walk finds too few; the index finds it."""
    [one] = (await host.get("/api/events/discover", q=RARE))["items"]
    listed = await host.get("/api/events/discover", q=RARE, total=True)
    rest = await host.get("/api/events/discover", limit=200, total=True)

    assert one["title"].startswith(RARE)
    assert (listed["total"], listed["next_cursor"]) == (1, None)
    assert rest["total"] > EVENTS
