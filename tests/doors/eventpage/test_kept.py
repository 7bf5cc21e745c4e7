"""The page of an event is kept in memory for readers without a session, and never shows what was."""

import asyncio
from typing import Any

from convite.core.language import LOCALES
from tests.doors.eventpage.test_page import open_event, page
from tests.world import World


async def test_a_change_is_seen_at_once(world: World) -> None:
    event = await open_event(world)
    await page(world, event)

    for title in ("On the roof", "In the garden"):
        await event.host.patch(event.path, {"title": title, **await version(event)})
        assert title in (await page(world, event)).text

    await event.host.post(f"{event.path}/cancel", {"reason": "Rain"})
    assert "Rain" in (await page(world, event)).text


async def version(event: Any) -> dict[str, Any]:
    return {"version": (await event.row())["version"]}


async def test_each_language_has_its_own(world: World) -> None:
    event = await open_event(world)

    for _ in range(2):
        spanish = await page(world, event, **{"accept-language": "es-MX,es;q=0.9"})
        english = await page(world, event, **{"accept-language": "en"})
        asked = await page(world, event, "?lang=ar", **{"accept-language": "en"})
        assert 'lang="es"' in spanish.text
        assert 'lang="en"' in english.text
        assert 'lang="ar"' in asked.text


async def test_nobody_can_put_a_page_into_the_place_of_another_language(world: World) -> None:
    event = await open_event(world)
    slug = (await event.row())["slug"]
    two = [("accept-language", "ar"), ("accept-language", "en")]

    await world.http.get(f"/e/{slug}", headers=two)
    await world.http.get(f"/e/{slug}?lang=ar&lang=en", headers={"accept-language": "es"})

    for language in LOCALES:
        answer = await page(world, event, **{"accept-language": language})
        assert f'lang="{language}"' in answer.text[:200]


async def test_whoever_has_it_is_told_so(world: World) -> None:
    event = await open_event(world)
    tag = (await page(world, event)).headers["etag"]

    same = await page(world, event, **{"if-none-match": tag})
    await event.host.patch(event.path, {"title": "New", **await version(event)})
    changed = await page(world, event, **{"if-none-match": tag})

    assert (same.status_code, same.text, same.headers["etag"]) == (304, "", tag)
    assert same.headers["x-request-id"]
    assert (changed.status_code, "New" in changed.text) == (200, True)


async def test_it_is_compressed_for_whoever_can_read_that(world: World) -> None:
    event = await open_event(world)

    for _ in range(2):
        zipped = await page(world, event, **{"accept-encoding": "gzip, br"})
        plain = await page(world, event, **{"accept-encoding": "identity"})
        assert zipped.headers["content-encoding"] == "gzip"
        assert "content-encoding" not in plain.headers
        assert zipped.text == plain.text
        assert int(zipped.headers["content-length"]) < len(plain.content) / 2


async def test_somebody_whom_the_host_blocked_reads_nothing_although_it_is_kept(
    world: World,
) -> None:
    event = await open_event(world)
    leo = await world.organizer("Leo")
    await page(world, event)
    await event.host.post(f"/api/users/{leo.id}/block", {})

    slug = (await event.row())["slug"]
    shown = await world.http.get(f"/e/{slug}", headers=leo.headers)

    assert (await page(world, event)).status_code == 200
    assert shown.status_code == 404


async def test_pages_below_it_and_unknown_ones_are_not_kept(world: World) -> None:
    event = await open_event(world)

    for path, status in (("/event.ics", 200), ("/join", 303)):
        for _ in range(2):
            answer = await page(world, event, path)
            assert answer.status_code == status
            assert "etag" not in answer.headers
    for _ in range(2):
        assert (await world.http.get("/e/nobody-here")).status_code == 404


async def test_a_hundred_at_once_are_all_answered(world: World) -> None:
    event = await open_event(world)

    answers = await asyncio.gather(*(page(world, event) for _ in range(100)))

    assert {(one.status_code, one.headers["etag"]) for one in answers} == {
        (200, answers[0].headers["etag"])
    }
