"""Before an event is published, its team sees what is missing."""

from typing import Any

from tests.world import Happening, World


async def listed(event: Happening) -> dict[str, tuple[bool, bool]]:
    """Whether each thing is there, and whether the event needs it."""
    items: list[Any] = (await event.host.get(f"{event.path}/checklist"))["items"]
    return {one["name"]: (one["done"], one["required"]) for one in items}


async def test_a_private_draft_needs_a_date_only(world: World) -> None:
    event = await (await world.organizer()).event(publish=False, starts_at=None)

    assert await listed(event) == {
        "date": (False, True),
        "place": (False, False),
        "description": (False, False),
        "cover": (False, False),
        "capacity": (False, False),
        "questions": (False, False),
        "page": (False, False),
    }
    await event.host.refused(422, "POST", f"{event.path}/publish")


async def test_a_public_draft_needs_a_place_and_a_cover_too(world: World) -> None:
    event = await (await world.organizer()).event(publish=False, visibility="public")
    before = await listed(event)
    assert before["date"] == (True, True)
    assert before["place"] == before["cover"] == (False, True)
    assert before["approval"] == (False, False)  # nobody could join by the page

    await event.host.patch(
        event.path,
        {"online_url": "https://live.example/x", "description": "Bring a hat.",
         "capacity": 80, "approval": "open"},
    )  # fmt: skip
    question = {"kind": "text", "label": "Which song?", "scope": "rsvp"}
    await event.host.post(f"{event.path}/questions", question)

    after = await listed(event)
    assert [name for name, (done, _) in after.items() if not done] == ["cover"]
    await event.host.post(f"{event.path}/publish")  # advised, not refused


async def test_only_the_team_sees_it(world: World) -> None:
    event = await (await world.organizer()).event(publish=False)
    stranger = await world.organizer("Eve Moss")

    await stranger.refused(404, "GET", f"{event.path}/checklist")
