"""The caterer's sheet: meals and allergies by table."""

from typing import Any

from tests.world import Happening, World


async def dinner(world: World) -> tuple[Happening, str]:
    event = await (await world.organizer()).event()
    ask = f"{event.path}/questions"
    meal = {"label": "Meal", "kind": "meal", "options": ["Fish", "Vegan"]}
    fish = (await event.host.post(ask, meal))["id"]
    nuts = (await event.host.post(ask, {"label": "Allergies", "for_caterer": True}))["id"]
    await event.host.post(ask, {"label": "Song"})
    party = await event.party("Ana Ruiz", "Ben Ruiz", "Eva Ruiz", "Max Ruiz")
    said: list[dict[str, Any]] = [{fish: "Fish", nuts: "Nuts"}, {fish: "Vegan"}, {}, {fish: "Fish"}]
    statuses = ["accepted", "accepted", "accepted", "declined"]
    guests = [
        {"id": key, "status": status, "answers": answers}
        for key, status, answers in zip(party.guests, statuses, said, strict=True)
    ]
    await party.bearer.put(party.rsvp, {"guests": guests})
    return event, f"{event.path}/caterer-sheet"


async def test_meals_add_up_and_who_declined_is_not_fed(world: World) -> None:
    event, path = await dinner(world)

    sheet = await event.host.get(path)

    assert sheet["people"] == 3
    counts = [(one["answer"], one["count"]) for one in sheet["meals"]]
    assert counts == [("Fish", 1), ("Vegan", 1), ("", 1)]
    (alone,) = sheet["tables"]
    assert (alone["table"], alone["people"]) == (None, 3)
    notes = [(one["name"], one["label"], one["answer"]) for one in alone["notes"]]
    assert notes == [("Ana Ruiz", "Allergies", "Nuts")]


async def test_sheet_is_not_shown_to_another_organization(world: World) -> None:
    _, path = await dinner(world)
    await (await world.organizer()).refused(404, "GET", path)
