"""Who is told that a date was chosen, that it is open again, that dates were added or a poll has ended."""

from typing import Any

import pytest

from tests.doors.polls.polling import SUNDAY, Browser, draft, ids_of, path_of, polled
from tests.support import until
from tests.world import World

pytestmark = pytest.mark.usefixtures("worker")

MAILS = """
SELECT subject, text, calendar, locale FROM messages WHERE address = $1 AND dedup_key LIKE 'poll.%'
ORDER BY created_at, id
"""


async def mails_to(world: World, address: str, count: int = 1) -> list[Any]:
    """The mails about polls to an address, once there are so many."""

    async def are_there() -> bool:
        return len(await world.sql(MAILS, address)) >= count

    await until(are_there, limit=60)
    return list(await world.sql(MAILS, address))


async def test_everybody_who_answered_is_told_the_date_with_a_calendar_file(world: World) -> None:
    event = await draft(world)
    party = await event.party("Jo Smith")
    [guest] = (await event.host.get(f"{event.path}/guests"))["items"]
    await event.host.put(
        f"{event.path}/guests/{guest['id']}", {"email": f"jo.{event.id}@x.example"}
    )
    poll = await polled(event)
    friday, saturday, _ = ids_of(poll)
    own = f"leo.{event.id}@x.example"
    await Browser(world, "es").answer(path_of(poll), {friday: "yes"}, name="Leo", email=own)
    await Browser(world).answer(f"/r/{party.code}/poll", {friday: "no"})
    told = (await event.host.get(f"{event.path}/poll"))["told_count"]
    close = f"{event.path}/poll/close"
    await event.host.post(close, {"option_id": friday, "version": poll["version"]})

    [to_leo] = await mails_to(world, own)
    [to_jo] = await mails_to(world, f"jo.{event.id}@x.example")

    assert told == 2
    assert to_leo["subject"] == "La fecha de Ana y León está fijada"
    assert "viernes 2 de mayo de 2031, 19:00" in to_leo["text"]
    assert path_of(poll) in to_leo["text"]
    assert f"/r/{party.code}" in to_jo["text"]  # where they are asked whether they come
    assert "isn't a reply yet" in to_jo["text"]
    for mail in (to_leo, to_jo):
        assert "DTSTART:20310502T170000Z" in mail["calendar"]

    again = await event.host.post(f"{event.path}/poll/reopen")
    [_, open_again] = await mails_to(world, f"jo.{event.id}@x.example", 2)
    assert open_again["subject"] == "The date of Ana y León is open again"
    assert "METHOD:CANCEL" in open_again["calendar"]
    await event.host.post(close, {"option_id": saturday, "version": again["version"]})
    [*_, second] = await mails_to(world, own, 3)
    assert "DTSTART:20310503T170000Z" in second["calendar"]


async def test_an_account_is_told_in_the_app_too(world: World) -> None:
    event = await draft(world)
    poll = await polled(event)
    leo = await world.organizer("Leo Paz")
    browser = Browser(world)
    browser.headers["authorization"] = leo.headers["authorization"]
    page = await browser.open(path_of(poll))
    assert 'value="Leo Paz"' in page
    await browser.answer(path_of(poll), {ids_of(poll)[0]: "yes"}, page, name="Leo")
    body = {"option_id": ids_of(poll)[0], "version": poll["version"]}
    await event.host.post(f"{event.path}/poll/close", body)

    async def is_told() -> bool:
        return bool((await leo.get("/api/notifications"))["items"])

    await until(is_told, limit=60)
    [news] = (await leo.get("/api/notifications"))["items"]
    assert news["title"] == "The date of Ana y León is fixed"
    assert news["metadata"]["path"] == path_of(poll)


async def test_whoever_answered_is_asked_about_added_dates_once(world: World) -> None:
    event = await draft(world)
    poll = await polled(event)
    own = f"leo.{event.id}@x.example"
    await Browser(world).answer(path_of(poll), {ids_of(poll)[0]: "yes"}, name="Leo", email=own)

    more = {"options": [{"starts_at": SUNDAY.replace("19:00", "12:00")}]}
    await event.host.post(f"{event.path}/poll/options", more)

    [mail] = await mails_to(world, own)
    assert mail["subject"] == "More dates for Ana y León"
    assert path_of(poll) in mail["text"]


async def test_hosts_are_told_that_a_poll_has_ended_by_itself(world: World) -> None:
    event = await draft(world)
    poll = await polled(event, closes_at="2031-01-01T12:00:00Z")
    await Browser(world).answer(path_of(poll), {ids_of(poll)[0]: "yes"}, name="Leo")
    await world.sql("UPDATE date_polls SET closes_at = now() WHERE event_id = $1", event.id)

    [mail] = await mails_to(world, event.host.email)

    assert mail["subject"] == "The date poll of Ana y León has ended"
    assert "1 answer has come in." in mail["text"]
    assert f"/events/{event.id}/poll" in mail["text"]
