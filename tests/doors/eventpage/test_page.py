"""The page of an event that anybody may open."""

import json
import re
from typing import Any

import pytest
from icalendar import Calendar

from tests.world import Happening, World

TEXT = "One evening on the roof.\n</script><script>alert(1)</script> & more"


async def open_event(world: World, visibility: str = "public", **values: Any) -> Happening:
    host = await world.organizer("Ana Ruiz")
    return await host.event(visibility=visibility, description=TEXT, **values)


async def page(world: World, event: Happening, path: str = "", **headers: str) -> Any:
    slug = (await event.row())["slug"]
    return await world.http.get(f"/e/{slug}{path}", headers=headers)


def structured(text: str) -> Any:
    [found] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    return json.loads(found)


async def test_anybody_reads_what_it_is_when_and_where(world: World) -> None:
    event = await open_event(world, venue_text="Calle Olmo 4, Madrid")

    answer = await page(world, event)

    assert answer.status_code == 200
    for words in ("Ana y León", "Ana Ruiz", "Calle Olmo 4, Madrid", "1 May 2030", "One evening"):
        assert words in answer.text
    assert '<meta property="og:title" content="Ana y León">' in answer.text
    assert "noindex" not in answer.text
    assert "x-robots-tag" not in answer.headers


async def test_search_engines_read_it_as_data_and_nothing_in_it_runs(world: World) -> None:
    event = await open_event(world, venue_text="Roof")

    answer = await page(world, event)
    data = structured(answer.text)

    assert "<script>alert" not in answer.text
    assert data["description"].endswith("alert(1)</script> & more")
    assert (data["@type"], data["name"]) == ("Event", "Ana y León")
    assert data["startDate"] == "2030-05-01T16:00:00+00:00"
    assert data["location"]["address"] == "Roof"
    assert data["url"] == f"http://convite.test/e/{(await event.row())['slug']}"


async def test_whoever_has_the_link_of_an_unlisted_one_reads_it_and_search_engines_dont(
    world: World,
) -> None:
    event = await open_event(world, "unlisted")

    answer = await page(world, event)

    assert answer.status_code == 200
    assert answer.headers["x-robots-tag"] == "noindex"
    assert "noindex" in answer.text


@pytest.mark.parametrize("visibility", ["private", "draft", "deleted"])
async def test_what_isnt_for_everybody_is_not_found(world: World, visibility: str) -> None:
    kept = visibility if visibility == "private" else "public"
    event = await open_event(world, kept, publish=visibility != "draft")
    slug = (await event.row())["slug"]
    if visibility == "deleted":
        await event.host.delete(event.path)

    answers = [
        await world.http.get(f"/e/{slug}{path}") for path in ("", "/event.ics", "/calendar/google")
    ]

    assert [one.status_code for one in answers] == [404, 404, 404]
    assert "Event not found" in answers[0].text
    assert "Ana y León" not in answers[0].text


async def test_it_speaks_the_readers_language_where_the_host_does(world: World) -> None:
    event = await open_event(world)
    names = json.dumps({"es": {"title": "Boda de Ana y León"}})
    await world.sql("UPDATE events SET translations = $2::jsonb WHERE id = $1", event.id, names)

    spanish = await page(world, event, **{"accept-language": "es-MX"})
    arabic = await page(world, event, "?lang=ar")

    assert "Boda de Ana y León" in spanish.text
    assert 'lang="ar" dir="rtl"' in arabic.text


async def test_the_link_of_an_online_event_is_for_those_who_come(world: World) -> None:
    event = await open_event(world, online_url="https://meet.example.com/secret-room")

    answer = await page(world, event)

    assert "secret-room" not in answer.text
    assert "gets the link" in answer.text


async def test_a_canceled_one_says_so(world: World) -> None:
    event = await open_event(world)
    await event.host.post(f"{event.path}/cancel", {"reason": "Storm on the roof"})

    answer = await page(world, event)

    assert "This event has been canceled." in answer.text
    assert "Storm on the roof" in answer.text
    assert structured(answer.text)["eventStatus"].endswith("EventCancelled")


async def test_it_goes_into_calendars(world: World) -> None:
    event = await open_event(world, venue_text="Roof")

    file = await page(world, event, "/event.ics")
    google = await page(world, event, "/calendar/google")

    [entry] = Calendar.from_ical(file.text).walk("VEVENT")
    assert (str(entry["summary"]), str(entry["location"])) == ("Ana y León", "Roof")
    assert google.status_code == 303
    assert google.headers["location"].startswith("https://calendar.google.com/")


async def test_blocked_people_dont_see_each_others_pages(world: World) -> None:
    event, reader = await open_event(world), await world.organizer()
    cookie = {"cookie": f"convite_access={reader.token}"}
    assert (await page(world, event, **cookie)).status_code == 200

    await reader.post(f"/api/users/{event.host.id}/block")

    paths = ("", "/event.ics", "/calendar/google")
    assert [(await page(world, event, path, **cookie)).status_code for path in paths] == [404] * 3
    assert (await page(world, event)).status_code == 200


async def test_a_host_who_closes_it_closes_it_at_once(world: World) -> None:
    event = await open_event(world)
    assert (await page(world, event)).status_code == 200

    row = await event.row()
    await event.host.patch(event.path, {"visibility": "private", "version": row["version"]})

    assert (await page(world, event)).status_code == 404
