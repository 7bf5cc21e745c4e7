"""Reports of events and people, and events that are taken down for it."""

import asyncio
from typing import Any

from tests.doors.joinpage.test_join_page import address, logged_in_by_cookie
from tests.doors.requests.test_asking import asked, open_event
from tests.support import until
from tests.world import PASSWORD, Happening, Person, World

SPAM = {"reason": "spam", "text": "Only advertising."}


async def platform_admin(world: World) -> Person:
    boss = await world.organizer("Boss")
    await world.sql("UPDATE users SET platform_role = 'admin' WHERE id = $1", boss.id)
    body = {"email": boss.email, "password": PASSWORD}
    return world.logged_in(await boss.post("/api/auth/login", body), boss.email)


async def reported(event: Happening, name: str = "Leo Paz") -> tuple[Person, Any]:
    reader = await event.host.world.organizer(name, role="guest")
    return reader, await reader.post(f"{event.path}/reports", SPAM)


async def of_event(boss: Person, event: Happening, **filters: Any) -> list[Any]:
    rows = (await boss.get("/api/reports", limit=200, **filters))["items"]
    return [one for one in rows if one["event"] and one["event"]["id"] == event.id]


async def test_a_report_reaches_the_admins_and_nobody_else(world: World) -> None:
    event, boss = await open_event(world, title="Cheap watches"), await platform_admin(world)

    reader, made = await reported(event)

    assert (made["reason"], made["text"], made["status"]) == ("spam", "Only advertising.", "open")
    [row] = await of_event(boss, event, status="open")
    assert (row["event"]["title"], row["event"]["host"]) == ("Cheap watches", "Ana Ruiz")
    assert (row["reporter"]["name"], row["open_reports"]) == ("Leo Paz", 1)
    await event.host.refused(403, "GET", "/api/reports")
    await reader.refused(403, "GET", "/api/reports")
    # nothing in the event's own log tells of it
    told = await world.sql("SELECT action FROM activity_log WHERE event_id = $1", event.id)
    assert "reported" not in [one["action"] for one in told]
    stream = await world.sql("SELECT stream_id FROM activity_log WHERE object_id = $1", made["id"])
    assert [str(one["stream_id"]) for one in stream] == [reader.id]


async def test_the_same_is_reported_once_also_twice_at_once(world: World) -> None:
    event = await open_event(world)
    reader = await world.organizer("Leo Paz", role="guest")

    path = f"{event.path}/reports"
    answers = await asyncio.gather(*(reader.ask("POST", path, SPAM) for _ in range(4)))

    assert sorted(one.status_code for one in answers) == [201, 409, 409, 409]
    problem = await reader.refused(409, "POST", path, {"reason": "fraud"})
    assert problem["detail"] == "You have already reported this."


async def test_what_one_may_not_see_cant_be_reported(world: World) -> None:
    host = await world.organizer("Ana Ruiz")
    hidden = await host.event(visibility="private")
    draft = await host.event(publish=False, visibility="public")
    public = await host.event(visibility="public")
    stranger = await world.organizer("Leo Paz", role="guest")

    for event in (hidden, draft):
        await stranger.refused(404, "POST", f"{event.path}/reports", SPAM)
    await stranger.refused(404, "POST", f"/api/events/{stranger.id}/reports", SPAM)
    await world.nobody().refused(401, "POST", f"{public.path}/reports", SPAM)
    own = await host.refused(409, "POST", f"{public.path}/reports", SPAM)
    assert own["detail"] == "You're hosting this event."
    await stranger.refused(422, "POST", f"{public.path}/reports", {"reason": "boring"})

    # whoever is on the list of a private event may report it
    party = await hidden.party("Leo Paz")
    await world.sql("UPDATE attendees SET user_id = $2 WHERE id = $1", party.guests[0], stranger.id)
    await stranger.post(f"{hidden.path}/reports", SPAM)


async def test_a_person_is_reported_and_not_told(world: World) -> None:
    boss = await platform_admin(world)
    bad, reader = await world.organizer("Bad Boy"), await world.organizer("Leo Paz")

    await reader.post(f"/api/users/{bad.id}/reports", {"reason": "hateful"})

    await reader.refused(409, "POST", f"/api/users/{bad.id}/reports", {"reason": "spam"})
    await reader.refused(422, "POST", f"/api/users/{reader.id}/reports", {"reason": "spam"})
    await reader.refused(404, "POST", f"/api/users/{reader.organization_id}/reports", SPAM)
    rows = (await boss.get("/api/reports", status="open", limit=200))["items"]
    [row] = [one for one in rows if one["reported_user_id"] == bad.id]
    assert (row["person"]["name"], row["event"]) == ("Bad Boy", None)
    assert (await bad.get("/api/notifications"))["items"] == []


async def test_reports_are_limited(world: World) -> None:
    events = [await open_event(world) for _ in range(2)]
    reader = await world.organizer("Leo Paz", role="guest")

    async with world.limited() as process:
        for number in range(21):
            path = f"{process.url}{events[number % 2].path}/reports"
            last = await process.http.post(path, json=SPAM, headers=reader.headers)

    assert last.status_code == 429


async def test_an_admin_decides_a_report_once(world: World) -> None:
    event, boss = await open_event(world), await platform_admin(world)
    _, made = await reported(event)
    other = (await reported(event, "Bo Lee"))[1]

    await event.host.refused(403, "POST", f"/api/reports/{made['id']}/dismiss")
    await boss.post(f"/api/reports/{made['id']}/dismiss")
    again = await boss.refused(409, "POST", f"/api/reports/{made['id']}/uphold")
    await boss.refused(404, "POST", f"/api/reports/{boss.id}/dismiss")
    await boss.post(f"/api/reports/{other['id']}/uphold", {"message": "You were right."})

    assert again["current_status"] == "dismissed"
    rows = {one["id"]: one for one in await of_event(boss, event)}
    assert rows[made["id"]]["status"] == "dismissed"
    assert (rows[other["id"]]["status"], rows[other["id"]]["message"]) == (
        "upheld",
        "You were right.",
    )
    facts = await world.sql(
        "SELECT data FROM activity_log WHERE action = 'reports_decided' AND actor_id = $1", boss.id
    )
    assert len(facts) == 2


async def taken_down(world: World, event: Happening, reason: str = "Fraud.") -> Person:
    boss = await platform_admin(world)
    await boss.post(f"{event.path}/take-down", {"reason": reason})
    return boss


async def test_an_event_that_was_taken_down_is_gone_for_everybody_but_its_team(
    world: World,
) -> None:
    event = await open_event(world, title="Cheap watches")
    path = await address(event)
    guest, request = await asked(event)
    _, cookies = await logged_in_by_cookie(world, "Bo Lee")

    boss = await taken_down(world, event)

    for page in (path, f"{path}/join", f"{path}/report"):
        gone = await world.http.get(page, headers=cookies)
        assert gone.status_code == 410, page
        assert "This event was taken down" in gone.text
    for file in ("og.png", "event.ics"):
        assert (await world.http.get(f"{path}/{file}")).status_code == 404
    found = (await world.nobody().get("/api/events/discover", q="Cheap watches"))["items"]
    assert event.id not in [one["id"] for one in found]
    newcomer = await world.organizer("Nina", role="guest")
    for verb in ("requests", "waitlist", "reports"):
        await newcomer.refused(
            404, "POST", f"{event.path}/{verb}", {"reason": "spam"} if verb == "reports" else {}
        )
    refused = await event.host.refused(409, "POST", f"/api/requests/{request['id']}/accept")
    assert refused["detail"] == "This event was taken down by the administrators of this site."
    row = await event.row()
    assert (row["takedown_reason"], row["status"]) == ("Fraud.", "published")
    copy = await event.host.post(f"{event.path}/duplicate")
    assert (copy["taken_down_at"], copy["status"]) == (None, "draft")
    await boss.refused(409, "POST", f"{event.path}/take-down", {"reason": "Again."})

    await boss.post(f"{event.path}/put-back")

    assert (await world.http.get(path)).status_code == 200
    assert (await event.row())["takedown_reason"] is None
    found = (await world.nobody().get("/api/events/discover", q="Cheap watches"))["items"]
    assert event.id in [one["id"] for one in found]
    await event.host.post(f"/api/requests/{request['id']}/accept")
    await boss.refused(409, "POST", f"{event.path}/put-back")
    assert (await guest.get("/api/me/requests"))["items"][0]["status"] == "accepted"


async def test_guests_of_an_event_that_was_taken_down_cant_reply_nor_are_written_to(
    world: World,
) -> None:
    event = await open_event(world)
    party = await event.party("Jo Smith")
    letter = {"channel": "email", "subject": "Hello", "body": "Come!", "audience": {"filters": {}}}
    draft = await event.host.post(f"{event.path}/broadcasts", letter)

    await taken_down(world, event)

    said = {"guests": [{"id": party.guests[0], "status": "accepted"}]}
    refused = await party.bearer.refused(409, "PUT", party.rsvp, said)
    assert refused["type"].endswith("taken-down")
    path = f"{event.path}/broadcasts/{draft['id']}"
    refused = await event.host.refused(409, "POST", f"{path}/send", {})
    assert refused["type"].endswith("taken-down")


async def test_taking_down_upholds_the_open_reports(world: World) -> None:
    event, other = await open_event(world), await open_event(world)
    boss = await platform_admin(world)
    rows = [(await reported(event, name))[1]["id"] for name in ("One", "Two", "Three")]
    await boss.post(f"/api/reports/{rows[0]}/dismiss")
    untouched = (await reported(other))[1]["id"]

    body = {"reason": "Fraud."}
    answers = await asyncio.gather(
        *(boss.ask("POST", f"{event.path}/take-down", body) for _ in range(3))
    )

    assert sorted(one.status_code for one in answers) == [200, 409, 409]
    found = {one["id"]: one["status"] for one in await of_event(boss, event)}
    assert [found[key] for key in rows] == ["dismissed", "upheld", "upheld"]
    [row] = await of_event(boss, other)
    assert (row["id"], row["status"]) == (untouched, "open")


async def test_only_platform_admins_take_events_down(world: World) -> None:
    event, stranger = await open_event(world), await world.organizer("Leo Paz")

    for person in (event.host, stranger):
        await person.refused(403, "POST", f"{event.path}/take-down", {"reason": "No."})
        await person.refused(403, "POST", f"{event.path}/put-back")
    boss = await platform_admin(world)
    await boss.refused(422, "POST", f"{event.path}/take-down", {"reason": ""})
    await boss.refused(404, "POST", f"/api/events/{boss.id}/take-down", {"reason": "No."})


async def test_the_team_is_told_and_so_is_whoever_reported(world: World) -> None:
    event = await open_event(world, title="Cheap watches")
    reader, _ = await reported(event)

    with world.worker():
        boss = await taken_down(world, event, "It sells copies.")

        async def titles(person: Person) -> list[str]:
            rows = (await person.get("/api/notifications"))["items"]
            return [f"{one['title']} {one['message']}".strip() for one in rows]

        async def is_told() -> bool:
            return bool(await titles(event.host) and await titles(reader))

        await until(is_told, limit=60)
        assert await titles(event.host) == ["Cheap watches was taken down It sells copies."]
        assert await titles(reader) == ["Your report helped: we acted on it"]
        await boss.post(f"{event.path}/put-back")

        async def is_back() -> bool:
            return (await titles(event.host))[0] == "Cheap watches can be seen again"

        await until(is_back)
