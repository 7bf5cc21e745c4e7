"""A host asks when an event could be, and gives it the date that suits most."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from convite.core.database import Database, open_database
from convite.doors.polls.actions import end_due
from tests.doors.polls.polling import (
    FRIDAY,
    SATURDAY,
    SUNDAY,
    Browser,
    draft,
    ids_of,
    path_of,
    polled,
    tally,
)
from tests.world import World


@pytest.fixture
async def system(world: World) -> AsyncIterator[Database]:
    database = await open_database(world.dsns.system, pool_size=2)
    yield database
    await database.close()


async def test_the_date_that_suits_most_becomes_the_events(world: World) -> None:
    event = await draft(world)
    poll = await polled(event, ends=("2031-05-02T23:00:00+02:00",))
    friday, saturday, sunday = ids_of(poll)
    path = path_of(poll)
    await Browser(world).answer(path, {friday: "yes", saturday: "no", sunday: "yes"}, name="Leo")
    await Browser(world).answer(path, {friday: "yes", sunday: "if_need_be"}, name="Mia")
    await Browser(world).answer(path, {friday: "if_need_be", sunday: "yes"}, name="Noa")

    both = [(2, 1, 0, True), (0, 0, 1, False), (2, 1, 0, True)]
    assert await tally(event.host, event) == both
    rows = (await event.host.get(f"{event.path}/poll/answers"))["items"]
    assert [row["name"] for row in rows] == ["Leo", "Mia", "Noa"]
    assert rows[1]["choices"] == {friday: "yes", sunday: "if_need_be"}

    body = {"option_id": friday, "version": poll["version"]}
    closed = await event.host.post(f"{event.path}/poll/close", body)

    row = await event.row()
    assert (row["starts_at"], row["ends_at"]) == ("2031-05-02T17:00:00Z", "2031-05-02T21:00:00Z")
    assert (row["status"], closed["status"]) == ("draft", "closed")
    assert [one["is_chosen"] for one in closed["options"]] == [True, False, False]
    await event.host.post(f"{event.path}/publish")


async def test_dates_on_both_sides_of_a_clock_change_are_told_by_the_clock_there(
    world: World,
) -> None:
    event = await draft(world)  # in Madrid, where clocks go back on 26 October 2031
    poll = await polled(event, "2031-10-25T20:00:00+02:00", "2031-10-26T20:00:00+01:00")

    page = await Browser(world).open(path_of(poll))
    assert "Saturday 25 October 2031, 20:00 (Madrid)" in page
    assert "Sunday 26 October 2031, 20:00 (Madrid)" in page
    body = {"option_id": ids_of(poll)[1], "version": poll["version"]}
    await event.host.post(f"{event.path}/poll/close", body)

    assert (await event.row())["starts_at"] == "2031-10-26T19:00:00Z"
    local = await world.one("SELECT starts_local::text FROM events WHERE id = $1", event.id)
    assert local == "2031-10-26 20:00:00"


async def test_an_answer_and_the_end_of_the_poll_at_the_same_time(world: World) -> None:
    """Each answer counts before the poll is closed, or is told the date; none is half kept."""
    event = await draft(world)
    poll = await polled(event)
    friday, *_ = ids_of(poll)
    guests = [Browser(world) for _ in range(8)]
    pages = [await one.open(path_of(poll)) for one in guests]
    body = {"option_id": friday, "version": poll["version"]}

    async def close() -> None:
        await event.host.through(1).post(f"{event.path}/poll/close", body)

    answers, _ = await asyncio.gather(
        asyncio.gather(
            *(
                one.answer(path_of(poll), {friday: "yes"}, page, name=f"Guest {number}")
                for number, (one, page) in enumerate(zip(guests, pages, strict=True))
            )
        ),
        close(),
    )

    assert {one.status_code for one in answers} <= {303, 409}
    kept = sum(one.status_code == 303 for one in answers)
    assert (await tally(event.host, event))[0][0] == kept
    late = Browser(world)
    refused = await late.answer(path_of(poll), {friday: "no"}, pages[0], name="Late <b>Leo</b>")
    assert refused.status_code == 409
    assert "The date is fixed: " in refused.text
    assert "Friday 2 May 2031, 19:00 (Madrid)" in refused.text
    assert "Late &lt;b&gt;Leo&lt;/b&gt;" in refused.text  # nothing that was typed is lost
    assert 'value="no" checked' in refused.text


async def test_only_one_of_two_hosts_closes_the_poll(world: World) -> None:
    event = await draft(world)
    poll = await polled(event)
    bodies = [{"option_id": key, "version": poll["version"]} for key in ids_of(poll)[:2]]

    answers = await asyncio.gather(
        *(
            event.host.through(number).ask("POST", f"{event.path}/poll/close", body)
            for number, body in enumerate(bodies)
        )
    )

    assert sorted(one.status_code for one in answers) == [200, 409]
    [problem] = [one.json() for one in answers if one.status_code == 409]
    assert problem["current"]["status"] == "closed"
    chosen = (await event.host.get(f"{event.path}/poll"))["options"]
    [date] = [one["starts_at"] for one in chosen if one["is_chosen"]]
    assert (await event.row())["starts_at"] == date


async def test_a_deadline_ends_the_poll_by_the_databases_clock(
    world: World, system: Database
) -> None:
    event = await draft(world)
    poll = await polled(event, closes_at="2031-01-01T12:00:00Z")
    page = await Browser(world).open(path_of(poll))
    assert "Please answer by" in page
    await world.sql("UPDATE date_polls SET closes_at = now() WHERE event_id = $1", event.id)

    late = await Browser(world).answer(path_of(poll), {ids_of(poll)[0]: "yes"}, page, name="Leo")
    assert late.status_code == 409  # before the job has come by
    assert "This date poll has ended." in late.text
    await end_due(system)
    await end_due(system)

    assert (await event.host.get(f"{event.path}/poll"))["status"] == "ended"
    ended = "SELECT count(*) FROM activity_log WHERE event_id = $1 AND action = 'date_poll_ended'"
    assert await world.one(ended, event.id) == 1
    again = await event.host.post(f"{event.path}/poll/reopen")
    assert (again["status"], again["closes_at"]) == ("open", None)


async def test_a_reopened_poll_takes_the_date_back_until_one_is_chosen(world: World) -> None:
    event = await draft(world)
    poll = await polled(event)
    friday, saturday, _ = ids_of(poll)
    close = f"{event.path}/poll/close"
    await event.host.post(close, {"option_id": friday, "version": poll["version"]})

    again = await event.host.post(f"{event.path}/poll/reopen", {"closes_at": SATURDAY})

    assert (await event.row())["starts_at"] is None
    assert not any(one["is_chosen"] for one in again["options"])
    assert again["closes_at"] == "2031-05-03T17:00:00Z"
    await event.host.post(close, {"option_id": saturday, "version": again["version"]})
    assert (await event.row())["starts_at"] == "2031-05-03T17:00:00Z"


async def test_dates_are_added_and_removed_while_others_answer(world: World) -> None:
    event = await draft(world)
    poll = await polled(event, FRIDAY, SATURDAY)
    friday, saturday = ids_of(poll)
    leo = Browser(world)
    await leo.answer(path_of(poll), {friday: "yes", saturday: "no"}, name="Leo")

    options = {"options": [{"starts_at": SUNDAY}]}
    more = await event.host.post(f"{event.path}/poll/options", options)
    sunday = ids_of(more)[2]
    page = await leo.open(path_of(poll))
    assert "You haven't answered one date yet." in page
    assert page.index(sunday) < page.index(friday)  # asked first
    await leo.answer(path_of(poll), {sunday: "yes"}, page, name="Leo")
    assert [one[0] for one in await tally(event.host, event)] == [1, 0, 1]

    fewer = await event.host.delete(f"{event.path}/poll/options/{friday}")
    assert ids_of(fewer) == [saturday, sunday]
    [row] = (await event.host.get(f"{event.path}/poll/answers"))["items"]
    assert row["choices"] == {saturday: "no", sunday: "yes"}
    path = f"{event.path}/poll/options/{saturday}"
    assert (await event.host.refused(409, "DELETE", path))["type"].endswith("too-few-options")


async def test_the_team_takes_a_strangers_answer_out(world: World) -> None:
    event = await draft(world)
    poll = await polled(event, FRIDAY, SATURDAY)
    friday, _ = ids_of(poll)
    await Browser(world).answer(path_of(poll), {friday: "yes"}, name="Leo")
    await Browser(world).answer(path_of(poll), {friday: "no"}, name="Nobody I know")
    rows = (await event.host.get(f"{event.path}/poll/answers"))["items"]
    path = f"{event.path}/poll/answers/{rows[1]['id']}"

    await (await world.organizer()).refused(404, "DELETE", path)
    await event.host.delete(path)

    assert [
        row["name"] for row in (await event.host.get(f"{event.path}/poll/answers"))["items"]
    ] == ["Leo"]
    assert next(one[:3] for one in await tally(event.host, event)) == (1, 0, 0)
    await event.host.refused(404, "DELETE", path)


async def test_what_a_poll_cant_be_made_of(world: World) -> None:
    event = await draft(world)
    path = f"{event.path}/poll"

    def dates(*starts: str) -> dict[str, list[dict[str, str]]]:
        return {"options": [{"starts_at": one} for one in starts]}

    await event.host.refused(404, "GET", path)
    await event.host.refused(422, "POST", path, dates(FRIDAY))
    many = [f"2031-05-02T{hour:02}:{minute}:00Z" for hour in range(11) for minute in (10, 40)]
    await event.host.refused(422, "POST", path, dates(*many))
    twice = await event.host.refused(422, "POST", path, dates(FRIDAY, FRIDAY))
    assert twice["errors"][0]["detail"] == "This date stands there twice."
    past = await event.host.refused(422, "POST", path, dates("2020-05-02T19:00:00Z", FRIDAY))
    assert past["errors"][0]["pointer"] == "/options/0/starts_at"
    ends = {"options": [{"starts_at": SATURDAY, "ends_at": FRIDAY}, {"starts_at": SUNDAY}]}
    await event.host.refused(422, "POST", path, ends)
    await event.host.refused(
        422, "POST", path, {**dates(FRIDAY, SUNDAY), "closes_at": "2020-01-01T00:00:00Z"}
    )

    poll = await polled(event, *many[:20])
    assert (await event.host.refused(409, "POST", path, dates(FRIDAY, SUNDAY)))["type"].endswith(
        "poll-exists"
    )
    full = await event.host.refused(409, "POST", f"{path}/options", dates(SUNDAY))
    assert full["detail"] == "A date poll has 20 dates at the most."
    stale = await event.host.refused(409, "PATCH", path, {"names_shown": True, "version": 99})
    assert stale["current"]["id"] == poll["id"]
    await event.host.delete(path)
    await event.host.refused(404, "GET", path)


async def test_a_published_event_asks_for_no_dates(world: World) -> None:
    host = await world.organizer()
    event = await host.event()

    body = {"options": [{"starts_at": FRIDAY}, {"starts_at": SUNDAY}]}
    problem = await host.refused(409, "POST", f"{event.path}/poll", body)

    assert problem["current_status"] == "published"


async def test_another_tenant_sees_and_changes_nothing(world: World) -> None:
    event, other = await draft(world), await draft(world)
    poll, theirs = await polled(event), await polled(other)
    stranger = other.host

    close = {"option_id": ids_of(poll)[0], "version": 1}
    for method, path, body in (
        ("GET", "", None),
        ("GET", "/answers", None),
        ("PATCH", "", {"names_shown": True}),
        ("POST", "/close", close),
        ("POST", "/reopen", None),
        ("DELETE", f"/options/{ids_of(poll)[0]}", None),
        ("DELETE", "", None),
    ):
        await stranger.refused(404, method, f"{event.path}/poll{path}", body)
    # an option of another poll is none of one's own
    await stranger.refused(404, "POST", f"{other.path}/poll/close", close)
    answer = await Browser(world).answer(path_of(theirs), {ids_of(poll)[0]: "yes"}, name="Leo")
    assert answer.status_code == 422
    assert await tally(event.host, event) == [(0, 0, 0, False)] * 3
