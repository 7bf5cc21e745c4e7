"""A guest list is narrowed and ordered by what a planner asks: who, with what, who said what, when."""

from typing import Any

import pytest

from convite.doors.lists.schemas import ListFilters, ViewQuery
from tests.world import Happening, World


@pytest.fixture(scope="module")
async def event(world: World) -> Happening:
    """Five people, of whom no two are alike."""
    event = await (await world.organizer()).event()
    fish = await event.host.post(
        f"{event.path}/questions",
        {"scope": "rsvp", "kind": "choices", "label": "Meal", "options": ["Fish", "Rice"]},
    )
    people: list[dict[str, Any]] = [
        {
            "name": "Ana Ruiz", "email": "ana@example.com", "side": "Bride", "tags": ["VIP", "Press"],
            "company": "Zeta",
        },
        {"name": "Bo Lee", "phone": "+34 600 111 222", "side": "Bride", "is_child": True},
        {"name": "Chidi Okafor", "email": "chidi@example.com", "tags": ["VIP"], "company": "Acme"},
        {"name": "Dua Haddad", "side": "Groom"},
        {"name": "Eva Berg", "email": "eva@example.com"},
    ]  # fmt: skip
    made = [await event.host.post(f"{event.path}/guests", person) for person in people]
    for guest, status in zip(made, ("confirmed", "declined", "confirmed"), strict=False):
        await event.host.patch(f"{event.path}/guests/{guest['id']}", {"status": status})
    answers = {fish["id"]: ["Fish", "Rice"]}
    await event.host.patch(f"/api/attendees/{made[0]['id']}", {"answers": answers})
    for guest, label in zip(made, ("A10", "A2", "B1"), strict=False):
        await event.host.post(f"{event.path}/seats", {"seats": [{"seat_number": label}]})
        if label != "A2":
            seats = (await event.host.get(f"{event.path}/seats"))["seats"]
            [seat] = [seat for seat in seats if seat["seat_number"] == label]
            await event.host.patch(f"/api/attendees/{guest['id']}", {"seat_id": seat["id"]})
    event.question = fish["id"]  # type: ignore[attr-defined]
    return event


async def firsts(event: Happening, **filters: Any) -> list[str]:
    """The first names of those listed, in order, by both vocabularies."""
    page = await event.host.get(f"{event.path}/guests", total=True, **filters)
    same = await event.host.get(f"{event.path}/attendees", **filters)
    assert [row["id"] for row in page["items"]] == [row["id"] for row in same["items"]]
    assert page["total"] == len(page["items"])
    return [row["first_name"] for row in page["items"]]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"status": "confirmed"}, ["Chidi", "Ana"]),
        ({"status": "going", "tag": "Press"}, ["Ana"]),
        ({"status": "invited"}, ["Eva", "Dua"]),
        ({"side": "Bride"}, ["Bo", "Ana"]),
        ({"tag": "VIP"}, ["Chidi", "Ana"]),
        ({"has_email": True}, ["Eva", "Chidi", "Ana"]),
        ({"has_email": False}, ["Dua", "Bo"]),
        ({"has_phone": True}, ["Bo"]),
        ({"has_seat": True}, ["Chidi", "Ana"]),
        ({"has_answer": False}, ["Eva", "Dua"]),
        ({"has_answer": True}, ["Bo", "Chidi", "Ana"]),
        ({"is_child": True}, ["Bo"]),
        ({"door": "walk_in"}, []),
        ({"q": "ruiz ana"}, ["Ana"]),
        ({"q": "e", "has_email": True}, ["Eva"]),
        ({"answered_since": "2020-01-01T00:00:00Z"}, ["Bo", "Chidi", "Ana"]),
        ({"answered_since": "2090-01-01T00:00:00Z"}, []),
    ],
)
async def test_a_filter_keeps_those_it_names(
    event: Happening, filters: dict[str, Any], expected: list[str]
) -> None:
    assert await firsts(event, **filters) == expected


async def test_an_answer_to_any_question_is_a_filter(event: Happening) -> None:
    question = event.question  # type: ignore[attr-defined]

    assert await firsts(event, question_id=question) == ["Ana"]
    assert await firsts(event, question_id=question, answer="Rice") == ["Ana"]
    assert await firsts(event, question_id=question, answer="Beef") == []


async def test_the_guests_of_one_member_or_of_one_party_are_found(event: Happening) -> None:
    everyone = await event.host.get(f"{event.path}/guests")
    [ana] = [row for row in everyone["items"] if row["first_name"] == "Ana"]

    assert len(await firsts(event, added_by=event.host.id)) == 5
    assert await firsts(event, added_by=ana["id"]) == []
    assert await firsts(event, invitation_id=ana["invitation_id"]) == ["Ana"]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("name", "Eva Dua Bo Chidi Ana"),
        ("-name", "Ana Chidi Bo Dua Eva"),
        ("party", "Ana Bo Chidi Dua Eva"),
        ("status", "Bo Chidi Ana Eva Dua"),
        ("side", "Eva Chidi Bo Ana Dua"),
        ("seat", "Eva Dua Bo Ana Chidi"),
        ("-seat", "Chidi Ana Bo Dua Eva"),
        ("company", "Eva Dua Bo Chidi Ana"),
        ("-email", "Eva Chidi Ana Bo Dua"),
        ("added", "Ana Bo Chidi Dua Eva"),
        ("replied", "Eva Dua Bo Chidi Ana"),
        ("-replied", "Ana Chidi Bo Dua Eva"),
        ("attendance", "Eva Dua Bo Chidi Ana"),
    ],
)
async def test_every_order_is_kept_across_pages(event: Happening, sort: str, expected: str) -> None:
    whole = await firsts(event, sort=sort)
    paged: list[str] = []
    cursor = None
    while True:
        asked = {"sort": sort, "limit": 2} | ({"cursor": cursor} if cursor else {})
        page = await event.host.get(f"{event.path}/guests", **asked)
        paged += [row["first_name"] for row in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break

    assert whole == paged
    assert sorted(whole) == sorted(expected.split())
    if sort not in ("-email", "replied"):  # equals are in the order of their names, or reversed
        assert whole == expected.split()


async def test_the_natural_order_of_seats_is_that_of_numbers(event: Happening) -> None:
    by_seat = await event.host.get(f"{event.path}/guests", sort="-seat", has_seat=True)

    assert [row["seat_number"] for row in by_seat["items"]] == ["B1", "A10"]


@pytest.mark.parametrize(
    "filters",
    [{"status": "lost"}, {"sort": "shoe"}, {"answered_since": "2030-02-31"}, {"tag": "x" * 61}],
)
async def test_an_unknown_filter_value_is_refused(
    event: Happening, filters: dict[str, str]
) -> None:
    problem = await event.host.refused(422, "GET", f"{event.path}/guests", params=filters)

    [error] = problem["errors"]
    assert next(iter(filters)) in str(error)


@pytest.mark.unit
def test_a_query_as_saved_is_read_again() -> None:
    query = ViewQuery(filters=ListFilters(tag="VIP", has_seat=False), sort="-replied")
    kept = query.model_dump(mode="json", exclude_defaults=True, exclude_none=True)

    assert ViewQuery.model_validate(kept) == query


async def test_guests_without_a_postal_address_are_found(event: Happening) -> None:
    everyone = (await event.host.get(f"{event.path}/guests"))["items"]
    addresses = {
        "Ana": {"lines": ["Plaza 1"]},
        "Bo": {"postal_code": "36201", "city": "Vigo"},
        "Eva": {"country": "ES"},  # no letter gets there
    }
    for row in everyone:
        if address := addresses.get(row["first_name"]):
            path = f"{event.path}/guests/{row['id']}"
            await event.host.patch(path, {"address": address})

    assert await firsts(event, has_address=True) == ["Bo", "Ana"]
    assert await firsts(event, has_address=False) == ["Eva", "Dua", "Chidi"]


async def test_page_of_another_order_is_refused(event: Happening) -> None:
    path = f"{event.path}/guests"
    for search in ({}, {"q": "example"}):
        first = await event.host.get(path, limit=1, sort="name", **search)
        cursor = first["next_cursor"]

        second = await event.host.get(path, limit=1, cursor=cursor, sort="name", **search)

        assert second["items"][0]["id"] != first["items"][0]["id"]
        for sort in ("-name", "side", "party"):
            params = {"cursor": cursor, "sort": sort, **search}
            problem = await event.host.refused(422, "GET", path, params=params)
            assert problem["errors"][0]["pointer"] == "/cursor"
