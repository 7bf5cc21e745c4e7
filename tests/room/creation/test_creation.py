"""An event is created with its parts and questions at once, or not at all."""

from typing import Any

from tests.world import World

WEDDING: dict[str, Any] = {
    "title": "Ana y León",
    "timezone": "Europe/Madrid",
    "starts_at": "2030-05-01T16:00:00+02:00",
    "parts": [
        {"title": "Ceremony", "starts_at": "2030-05-01T16:00:00+02:00"},
        {"title": "Brunch", "starts_at": "2030-05-02T11:00:00+02:00", "for_all": False},
    ],
    "questions": [
        {"label": "Meal?", "kind": "choice", "options": ["Fish", "Vegan"], "required": True},
        {"label": "Allergies?"},
    ],
}


async def test_event_comes_with_its_parts_and_questions_in_order(world: World) -> None:
    host = await world.organizer()

    made = await host.post("/api/events", WEDDING)
    path = f"/api/events/{made['id']}"

    assert made["has_parts"] is True
    parts = (await host.get(f"{path}/parts"))["items"]
    assert [(one["title"], one["for_all"]) for one in parts] == [
        ("Ceremony", True),
        ("Brunch", False),
    ]
    questions = (await host.get(f"{path}/questions"))["items"]
    assert [one["label"] for one in questions] == ["Meal?", "Allergies?"]


async def test_bad_question_is_named_and_leaves_no_event(world: World) -> None:
    host = await world.organizer()
    choice = {"label": "Meal?", "kind": "choice", "options": ["Fish"]}
    body = {**WEDDING, "questions": [*WEDDING["questions"], choice]}

    problem = await host.refused(422, "POST", "/api/events", body)

    assert [error["pointer"] for error in problem["errors"]] == ["/questions/2/options"]
    assert (await host.get("/api/events"))["items"] == []


async def test_copy_on_a_new_date_moves_everything_by_the_same_span(world: World) -> None:
    host = await world.organizer()
    dates = {"ends_at": "2030-05-02T14:00:00+02:00", "rsvp_deadline": "2030-04-01T12:00:00+02:00"}
    made = await host.post("/api/events", {**WEDDING, **dates})

    copy = await host.post(
        f"/api/events/{made['id']}/duplicate", {"starts_at": "2031-05-01T16:00:00+02:00"}
    )

    assert (copy["ends_at"], copy["rsvp_deadline"]) == (
        "2031-05-02T12:00:00Z",
        "2031-04-01T10:00:00Z",
    )
    parts = (await host.get(f"/api/events/{copy['id']}/parts"))["items"]
    assert [one["starts_at"] for one in parts] == ["2031-05-01T14:00:00Z", "2031-05-02T09:00:00Z"]
    assert (copy["has_parts"], (await host.get(f"/api/events/{copy['id']}/guests"))["items"]) == (
        True,
        [],
    )
