"""Who is told of a request to join, and of what was decided."""

from typing import Any

import pytest

from tests.doors.requests.test_asking import asked, decide, open_event
from tests.support import until
from tests.world import Person, World

pytestmark = pytest.mark.usefixtures("worker")


async def told(who: Person, count: int = 1) -> list[dict[str, Any]]:
    """Their notifications once there are so many, newest first."""

    async def are_there() -> bool:
        return len((await who.get("/api/notifications"))["items"]) >= count

    await until(are_there, limit=60)
    items: list[dict[str, Any]] = (await who.get("/api/notifications"))["items"]
    return items


async def mails_to(world: World, who: Person) -> list[tuple[str, str]]:
    statement = (
        "SELECT subject, text FROM messages WHERE address = $1 AND dedup_key LIKE 'request%'"
    )
    rows = await world.sql(f"{statement} ORDER BY created_at, id", who.email)
    return [(row["subject"], row["text"]) for row in rows]


async def test_hosts_are_told_of_each_request_and_mailed_once_an_hour(world: World) -> None:
    event = await open_event(world)
    await asked(event, message="I bring bread.", places=2)
    await asked(event, "Mia Sol")

    news = {one["title"]: one for one in await told(event.host, 2)}

    assert news["Leo Paz asks for 2 places: Ana y León"]["message"] == "I bring bread."
    assert news["Mia Sol asks to come: Ana y León"]["type"] == "event_request"
    [(subject, text)] = await mails_to(world, event.host)
    assert subject in news
    assert f"/events/{event.id}/requests" in text


async def test_the_requester_is_told_when_it_cant_be_undone_any_more(world: World) -> None:
    event = await open_event(world, venue_text="Calle Olmo 4")
    guest, request = await asked(event)
    await decide(event, request, "accept")
    [early] = await world.sql(
        "SELECT count(*) AS n FROM notifications WHERE user_id = $1", guest.id
    )

    [news] = await told(guest)

    assert early["n"] == 0
    assert news["title"] == "You're coming to Ana y León"
    [(_, text)] = await mails_to(world, guest)
    assert "Calle Olmo 4" in text
    assert "/r/" in text
    after = "SELECT created_at - $2 >= interval '9 seconds' FROM notifications WHERE user_id = $1"
    decided = await world.one("SELECT decided_at FROM join_requests WHERE id = $1", request["id"])
    assert await world.one(after, guest.id, decided)


async def test_nobody_is_told_of_a_decision_that_was_undone(world: World) -> None:
    event = await open_event(world)
    guest, request = await asked(event)
    await decide(event, request, "accept")
    await decide(event, request, "undo")
    await decide(event, request, "decline", host_message="Next time.")

    [news] = await told(guest)

    assert (news["title"], news["message"]) == ("Ana y León can't take you this time", "Next time.")
    assert [subject for subject, _ in await mails_to(world, guest)] == [news["title"]]


async def test_what_one_host_decided_is_no_news_to_the_others(world: World) -> None:
    event = await open_event(world)
    guest, request = await asked(event)
    [news] = await told(event.host)
    assert not news["is_read"]

    await guest.post(f"/api/requests/{request['id']}/cancel")

    async def is_settled() -> bool:
        return bool((await told(event.host))[0]["is_read"])

    await until(is_settled, limit=60)


async def test_hosts_are_told_of_a_place_that_is_given_back(world: World) -> None:
    event = await open_event(world)
    guest, request = await asked(event, places=2)
    await told(event.host)
    await decide(event, request, "accept")
    await guest.post(f"/api/requests/{request['id']}/cancel")

    titles = [one["title"] for one in await told(event.host, 2)]

    assert "Leo Paz can't make it. 2 places are free: Ana y León" in titles
