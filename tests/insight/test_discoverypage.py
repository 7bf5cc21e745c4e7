"""The page on which anybody looks for public events."""

import re
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


async def page(world: World, query: str = "", **headers: str) -> Any:
    return await world.http.get(f"/discover{query}", headers=headers)


def titles(text: str) -> list[str]:
    return re.findall(r"<h2><a [^>]*><bdi>(.*?)</bdi>", text)


def address(text: str, words: str) -> str:
    """Where a link of these words leads."""
    [found] = re.findall(rf'href="/discover([^"]*)">{words}</a>', text)
    return str(found).replace("&amp;", "&")


async def test_anybody_reads_what_is_on_without_scripts(world: World, word: str) -> None:
    host = await world.organizer("Ana Ruiz")
    event = await public(
        host, f"Jazz {word}", venue_text="Café Central", interests=["music"], capacity=3
    )
    await public(host, f"Secret {word}", visibility="private")

    answer = await page(world, f"?q={word}")

    assert answer.status_code == 200
    assert titles(answer.text) == [f"Jazz {word}"]
    for text in ("1 May 2030, 18:00", "Café Central", "Ana Ruiz", "Music", "3 places left"):
        assert text in answer.text
    assert f'href="/e/{(await event.row())["slug"]}"' in answer.text
    assert "<script" not in answer.text


async def test_search_engines_keep_only_the_page_as_it_is(world: World) -> None:
    plain = await page(world)
    spanish = await page(world, "?lang=es")
    filtered = await page(world, "?interest=music")

    assert "noindex" not in plain.text
    assert "x-robots-tag" not in plain.headers
    assert "x-robots-tag" not in spanish.headers
    assert filtered.headers["x-robots-tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in filtered.text


async def test_an_interest_is_a_link_and_keeps_the_rest_of_the_search(
    world: World, word: str
) -> None:
    host = await world.organizer()
    await public(host, f"Jazz {word}", interests=["music"])
    await public(host, f"Chess {word}", interests=["games"])

    first = await page(world, f"?q={word}&from=&to=&online=&mood=")
    games = address(first.text, "<bdi>Games</bdi>")
    second = await page(world, games)

    assert titles(first.text) == [f"Jazz {word}", f"Chess {word}"]
    assert games == f"?q={word}&interest=games"
    assert titles(second.text) == [f"Chess {word}"]
    assert titles((await page(world, f"?q={word}&from=2031-01-01")).text) == []


async def test_pages_follow_one_another(world: World, word: str) -> None:
    host = await world.organizer()
    for number in range(26):
        start = f"2030-06-{number + 1:02d}T10:00:00Z"
        await public(host, f"{number} {word}", starts_at=start)

    first = await page(world, f"?q={word}")
    second = await page(world, address(first.text, "More events"))

    assert titles(first.text + second.text) == [f"{number} {word}" for number in range(26)]
    assert "More events" not in second.text
    assert address(second.text, "First page") == f"?q={word}"


async def test_it_speaks_the_readers_language(world: World, word: str) -> None:
    await public(await world.organizer(), f"Jazz {word}", interests=["music"])

    spanish = await page(world, f"?q={word}", **{"accept-language": "es-MX"})
    arabic = await page(world, f"?q={word}&lang=ar")

    assert "Descubre eventos" in spanish.text
    assert "Música" in spanish.text
    assert 'lang="ar" dir="rtl"' in arabic.text
    assert f"?q={word}&amp;lang=es" in arabic.text


@pytest.mark.parametrize(
    "query", ["?from=tomorrow", "?near=999,999", "?near=1,2&radius=-1", "?interest=x", "?cursor=x"]
)
async def test_what_cannot_be_searched_for_is_said(world: World, query: str) -> None:
    answer = await page(world, query)

    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert "Clear filters" in answer.text or "First page" in answer.text


async def test_what_people_type_is_only_text(world: World) -> None:
    answer = await page(world, "?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&lang=%00")

    assert answer.status_code == 200
    assert "<script>" not in answer.text
    assert "No events match this search." in answer.text


async def test_blocked_people_dont_find_each_other(world: World, word: str) -> None:
    host, reader = await world.organizer(), await world.organizer()
    await public(host, f"Jazz {word}")
    await host.post(f"/api/users/{reader.id}/block")

    cookie = {"cookie": f"convite_access={reader.token}"}

    assert titles((await page(world, f"?q={word}")).text) == [f"Jazz {word}"]
    assert titles((await page(world, f"?q={word}", **cookie)).text) == []
