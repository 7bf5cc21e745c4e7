"""The page of whoever hosts public events."""

from typing import Any

from icalendar import Calendar

from tests.world import Happening, Person, World


async def hosted(host: Person, title: str, **values: Any) -> Happening:
    return await host.event(title=title, visibility="public", **values)


async def page(world: World, host: Person, path: str = "", **headers: str) -> Any:
    return await world.http.get(f"/h/{host.id}{path}", headers=headers)


async def test_anybody_reads_who_they_are_and_what_is_coming(world: World) -> None:
    ana = await world.organizer("Ana Ruiz")
    await ana.patch("/api/me/profile", {"bio": "I cook.", "visible": {"bio": "everyone"}})
    dinner = await hosted(ana, "Dinner on the roof")
    await hosted(ana, "Behind closed doors", approval="invite_only")
    await ana.event(title="Family only", visibility="private")
    await ana.event(title="For friends", visibility="unlisted")
    past = await hosted(ana, "Last year")
    await world.sql(
        "UPDATE events SET starts_at = now() - interval '1 year', ends_at = NULL WHERE id = $1",
        past.id,
    )

    text = (await page(world, ana)).text

    for words in (
        "Ana Ruiz",
        "I cook.",
        "Dinner on the roof",
        "Behind closed doors",
        "One event held",
    ):
        assert words in text
    for words in ("Family only", "For friends", "Last year"):
        assert words not in text
    slug = (await dinner.row())["slug"]
    assert f"/e/{slug}?lang=en" in text
    assert f"/h/{ana.id}?lang=en" in (await world.http.get(f"/e/{slug}")).text


async def test_what_isnt_everybodys_isnt_shown(world: World) -> None:
    ana = await world.organizer("Ana Ruiz")
    await ana.patch("/api/me/profile", {"bio": "I cook.", "visible": {"bio": "hosts"}})
    await hosted(ana, "Dinner")

    assert "I cook." not in (await page(world, ana)).text


async def test_who_hosts_nothing_in_public_has_no_page(world: World) -> None:
    ana = await world.organizer("Ana Ruiz")
    await ana.event(visibility="unlisted")

    for path in ("", "/picture", "/calendar.ics"):
        assert (await page(world, ana, path)).status_code == 404
    slug = (await (await ana.event(visibility="unlisted")).row())["slug"]
    assert f"/h/{ana.id}" not in (await world.http.get(f"/e/{slug}")).text


async def test_those_who_blocked_each_other_dont_see_the_page(world: World) -> None:
    ana, leo = await world.organizer("Ana Ruiz"), await world.organizer("Leo Paz")
    await hosted(ana, "Dinner")
    await ana.post(f"/api/users/{leo.id}/block", {})

    assert (await page(world, ana)).status_code == 200
    assert (await page(world, ana, **leo.headers)).status_code == 404


async def test_calendars_follow_the_events_and_take_out_canceled_ones(world: World) -> None:
    ana = await world.organizer("Ana Ruiz")
    dinner, walk = await hosted(ana, "Dinner"), await hosted(ana, "A walk")
    await ana.post(f"{walk.path}/cancel", {"reason": "Rain"})

    answer = await page(world, ana, "/calendar.ics")

    assert answer.headers["content-type"].startswith("text/calendar")
    found = {
        str(one["uid"]).removesuffix("@convite"): str(one.get("status", ""))
        for one in Calendar.from_ical(answer.content).walk("VEVENT")
    }
    assert found.keys() == {dinner.id, walk.id}
    assert found[walk.id] == "CANCELLED"


async def test_a_new_event_is_on_the_page_at_once(world: World) -> None:
    ana = await world.organizer("Ana Ruiz")
    await hosted(ana, "Dinner")
    await page(world, ana)

    await hosted(ana, "A walk")

    assert "A walk" in (await page(world, ana)).text


async def test_the_next_ones_are_on_further_pages(world: World) -> None:
    ana = await world.organizer("Ana Ruiz")
    for number in range(26):
        await hosted(
            ana, f"Walk number {number:02}", starts_at=f"2030-05-{number + 1:02}T10:00:00Z"
        )

    first = await page(world, ana)
    [further] = {
        line.split('href="')[1].split('"')[0]
        for line in first.text.splitlines()
        if 'rel="next"' in line
    }
    second = await world.http.get(further)

    assert "Walk number 23" in first.text
    assert "Walk number 24" not in first.text
    assert "Walk number 25" in second.text
    assert (await page(world, ana, "?cursor=nonsense")).status_code == 200
