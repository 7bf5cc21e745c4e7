"""Accounts that come to an event are told of another time or place, once each, and of its end."""

from operator import attrgetter
from typing import Any

import pytest

from convite.core.database import open_database
from convite.core.db import Principal
from convite.entry.worker.dispatcher import FACTS, read_fact
from convite.events.event.facts import EventChanged
from convite.messaging.changenews.actions import notice
from convite.messaging.changenews.queries import noticed
from convite.messaging.changenews.rules import earliest, news_in
from tests.doors.requests.test_asking import asked, decide, open_event
from tests.doors.requests.test_telling import told
from tests.support import until
from tests.world import Happening, Person, World


def test_only_what_is_left_of_changes_is_news() -> None:
    before = earliest([{"venue_text": "Here"}, {"venue_text": "There", "starts_at": 1}])

    assert before == {"venue_text": "Here", "starts_at": 1}
    assert news_in(before, {"venue_text": "Here", "starts_at": 1}) is None
    assert news_in(before, {"venue_text": "Park", "starts_at": 1}) == "place"
    assert news_in(before, {"venue_text": "Park", "starts_at": 2}) == "both"


async def guest_of(event: Happening) -> Person:
    """An account that was accepted."""
    guest, request = await asked(event)
    await decide(event, request, "accept")
    await told(guest)
    return guest


async def change(event: Happening, **values: Any) -> None:
    await event.host.patch(event.path, values)


async def mails(world: World, guest: Person) -> list[str]:
    rows = await world.sql(
        "SELECT subject FROM messages WHERE user_id = $1 AND dedup_key LIKE 'change.%'", guest.id
    )
    return [row["subject"] for row in rows]


@pytest.mark.usefixtures("worker")
async def test_who_comes_is_told_once_of_changes_that_follow_each_other(world: World) -> None:
    event = await open_event(world, venue_text="Calle Olmo 4")
    guest = await guest_of(event)

    await change(event, venue_text="Plaza Mayor 1")
    await change(event, starts_at="2030-05-02T18:00:00+02:00", venue_text="Plaza Mayor 2")
    news, *earlier = await told(guest, 2)

    assert news["title"] == "New time and place: Ana y León"
    assert "Plaza Mayor 2" in news["message"]
    assert news["path"].startswith("/r/")
    assert len(earlier) == 1
    assert await mails(world, guest) == ["New time and place: Ana y León"]

    await event.host.post(f"{event.path}/cancel", {"reason": "It rains."})
    end, *_ = await told(guest, 3)
    assert (end["title"], end["message"]) == ("Canceled: Ana y León", "It rains.")


@pytest.mark.usefixtures("worker")
async def test_nobody_is_told_of_what_was_taken_back_or_is_no_news(world: World) -> None:
    event = await open_event(world, venue_text="Calle Olmo 4")
    guest = await guest_of(event)

    await change(event, venue_text="Plaza Mayor 1")
    await change(event, venue_text="Calle Olmo 4")
    await change(event, description="Bring an umbrella.")

    async def is_settled() -> bool:
        settled = (
            "SELECT count(*) FROM activity_log WHERE object_id = $1 AND action = 'change_settled'"
        )
        return bool(await world.one(settled, event.id))

    await until(is_settled, limit=60)
    assert len((await guest.get("/api/notifications"))["items"]) == 1


async def test_changes_count_in_the_order_in_which_they_were_made(world: World) -> None:
    """Jobs run at the same time, and the later change may be noticed first."""
    event = await open_event(world, venue_text="Calle Olmo 4")
    for place in ("Plaza Mayor 1", "Calle Olmo 4"):
        await change(event, venue_text=place)
    made = await world.sql(
        "SELECT id FROM activity_log WHERE object_id = $1 AND action = $2",
        event.id,
        EventChanged.action,
    )
    facts = [read_fact(row) for row in await world.sql(FACTS, [row["id"] for row in made])]
    database = await open_database(world.dsns.system, pool_size=2)
    try:
        tenant = Principal(organization_id=facts[0].organization_id)
        for fact in sorted(facts, key=attrgetter("id"), reverse=True):
            async with database.tx(tenant) as tx:
                tx.trace.cause_id = fact.id
                await notice(tx, fact)
        async with database.tx(tenant) as tx:
            before = earliest(await noticed(tx, facts[0].object_id))
    finally:
        await database.close()

    assert before == {"venue_text": "Calle Olmo 4"}
