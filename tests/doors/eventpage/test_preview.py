"""The preview of an event's page, for its team."""

from tests.doors.eventpage.test_page import open_event
from tests.world import World


async def test_the_team_sees_a_draft_as_it_will_be(world: World) -> None:
    host = await world.organizer("Ana Ruiz")
    event = await host.event(publish=False, title="Dinner on the roof", visibility="private")

    answer = await host.ask("GET", f"{event.path}/preview")

    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["cache-control"] == "no-store"
    for words in ("Dinner on the roof", "This is a preview", "Ana Ruiz"):
        assert words in answer.text
    spanish = await host.ask("GET", f"{event.path}/preview?lang=es")
    assert "vista previa" in spanish.text


async def test_nobody_else_does(world: World) -> None:
    event = await open_event(world, publish=False)
    leo = await world.organizer("Leo Paz")

    await leo.refused(404, "GET", f"{event.path}/preview")
    await world.nobody().refused(401, "GET", f"{event.path}/preview")
    assert (
        "This is a preview"
        not in (
            await (await open_event(world)).host.ask("GET", f"/e/{(await event.row())['slug']}")
        ).text
    )
