"""How an event's pages look: the pattern without a picture, and the typeface of titles."""

from typing import Any

import pytest

from tests.doors.eventpage.test_page import open_event, page
from tests.world import Happening, World


async def themed(event: Happening, **values: Any) -> None:
    row = await event.row()
    await event.host.patch(event.path, {"settings": values, "version": row["version"]})


@pytest.mark.parametrize(
    ("pattern", "drawn"),
    [("petals", "M28 6c7"), ("dots", "<circle"), ("waves", "q14-14"), ("stripes", "M14 0v56")],
)
async def test_each_pattern_is_drawn_on_every_page(world: World, pattern: str, drawn: str) -> None:
    event = await open_event(world, approval="open")
    await themed(event, pattern=pattern, accent_hue=200)
    party = await event.party("Eva Lind")
    leo = await world.organizer("Leo Paz")
    slug = (await event.row())["slug"]

    pages = [
        await page(world, event),
        await world.http.get(f"/r/{party.code}"),
        await leo.ask("GET", f"/e/{slug}/join"),
    ]

    for answer in pages:
        cover = answer.text.split('class="cover', 1)[1].split("</div>", 1)[0]
        assert drawn in cover
        assert "--hue: 200" in answer.text


async def test_a_plain_one_without_serifs(world: World) -> None:
    event = await open_event(world)
    await themed(event, pattern="plain", title_font="sans")

    text = (await page(world, event)).text

    assert 'class="sans"' in text
    assert "<pattern" not in text


async def test_an_unknown_one_is_refused(world: World) -> None:
    event = await open_event(world)
    body = {"settings": {"pattern": "flames"}, "version": (await event.row())["version"]}

    refused = await event.host.refused(422, "PATCH", event.path, body)

    assert refused["errors"][0]["pointer"] == "/settings/pattern"
