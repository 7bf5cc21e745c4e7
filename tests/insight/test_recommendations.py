"""What is recommended to whom, and why."""

import secrets
from typing import Any

import pytest

from tests.world import Happening, Person, World


@pytest.fixture
def word() -> str:
    """A word that only one test's events have."""
    return f"zq{secrets.token_hex(5)}"


async def public(host: Person, title: str, **values: Any) -> Happening:
    return await host.event(**{"title": title, "visibility": "public", **values})


async def told(who: Person, word: str, **headers: str) -> list[tuple[str, str]]:
    """What is recommended of a test's events, and why."""
    rows, cursor = [], None
    while True:
        params = {"limit": 200} | ({"cursor": cursor} if cursor else {})
        answer = await who.good("GET", "/api/events/recommended", params=params, headers=headers)
        rows, cursor = rows + answer["items"], answer["next_cursor"]
        if not cursor:
            return [
                (one["title"].removesuffix(f" {word}"), one["reason"]["text"])
                for one in rows
                if word in one["title"]
            ]


async def test_events_about_ones_interests_are_recommended_with_the_reason(
    world: World, word: str
) -> None:
    host, ana = await world.organizer(), await world.organizer()
    await public(host, f"Jazz {word}", interests=["music", "art"])
    await public(host, f"Chess {word}", interests=["games"])
    assert await told(ana, word) == []

    await ana.patch("/api/me/interests", {"interests": ["music", "art", "film"]})

    assert await told(ana, word) == [("Jazz", "Because you like Music, Art")]
    spanish = await told(ana, word, **{"accept-language": "es"})
    assert spanish == [("Jazz", "Porque te gusta: Música, Arte")]


async def test_hosts_whose_event_one_was_at_are_recommended(world: World, word: str) -> None:
    host, ana = await world.organizer("Bo Lee"), await world.organizer()
    past = await host.event(title="Past")
    party = await past.party("Ana Ruiz")
    attendee = party.guests[0]
    await world.sql("UPDATE attendees SET user_id = $2 WHERE id = $1", attendee, ana.id)
    await public(host, f"Next {word}")
    await party.answer("accepted")
    assert await told(ana, word) == []

    await past.scan(attendee_id=attendee)

    assert await told(ana, word) == [("Next", "By Bo Lee, whose event you went to")]


async def test_the_town_of_the_profile_counts(world: World, word: str) -> None:
    host, ana = await world.organizer(), await world.organizer()
    town = f"Villa{word}"
    await public(host, f"There {word}", venue_text=f"Plaza Mayor, {town}")
    await public(host, f"A song of {town} {word}")
    await public(host, f"Elsewhere {word}", venue_text="Lima")

    await ana.patch("/api/me/profile", {"location": f"{town}, Spain"})

    assert sorted(await told(ana, word)) == [
        (f"A song of {town}", f"Mentions {town}, where you are"),
        ("There", f"In {town}"),
    ]


async def test_neither_ones_own_nor_those_one_is_invited_to_nor_of_blocked_people(
    world: World, word: str
) -> None:
    host, other = await world.organizer(), await world.organizer()
    ana = await world.organizer()
    about = {"interests": ["pets"]}
    await ana.patch("/api/me/interests", about)
    await public(ana, f"Own {word}", **about)
    invited = await public(host, f"Invited {word}", **about)
    party = await invited.party("Ana Ruiz")
    await world.sql("UPDATE attendees SET user_id = $2 WHERE id = $1", party.guests[0], ana.id)
    await public(host, f"Shown {word}", **about)
    await public(other, f"Blocked {word}", **about)
    await other.post(f"/api/users/{ana.id}/block")

    assert await told(ana, word) == [("Shown", "Because you like Pets")]


async def test_pages_hold_together(world: World, word: str) -> None:
    host, ana = await world.organizer(), await world.organizer()
    await ana.patch("/api/me/interests", {"interests": ["crafts"]})
    for number in range(5):
        start = f"2030-06-0{number + 1}T10:00:00Z"
        await public(host, f"{number} {word}", interests=["crafts"], starts_at=start)

    first = await ana.get("/api/events/recommended", limit=3)
    second = await ana.get("/api/events/recommended", limit=3, cursor=first["next_cursor"])

    titles = [one["title"] for one in first["items"] + second["items"]]
    assert titles == [f"{number} {word}" for number in range(5)]
    assert second["next_cursor"] is None


async def test_nothing_is_recommended_to_nobody(world: World) -> None:
    await world.nobody().refused(401, "GET", "/api/events/recommended")
