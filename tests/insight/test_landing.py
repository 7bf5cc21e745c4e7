"""The page at the server's address, and the site's own texts."""

from pathlib import Path

import pytest

from convite.core.config import Settings
from tests.world import World


async def test_whoever_isnt_logged_in_reads_what_this_is_and_what_is_coming(world: World) -> None:
    ana = await world.organizer("Ana Ruiz")
    await ana.event(
        title="Dinner on the roof", visibility="public", starts_at="2029-01-01T18:00:00Z"
    )

    english = await world.http.get("/")
    arabic = await world.http.get("/?lang=ar")

    assert english.status_code == 200
    for words in ("Bring people together", "/register", "/login", "/discover"):
        assert words in english.text
    assert 'dir="rtl"' in arabic.text


async def test_whoever_has_a_session_gets_the_app(world: World) -> None:
    answer = await world.http.get("/", headers={"cookie": "convite_refresh=something"})

    assert "Bring people together" not in answer.text


async def test_a_site_has_no_texts_until_they_are_set(world: World) -> None:
    assert (await world.http.get("/api/legal")).json() == {"terms": None, "privacy": None}
    assert (await world.http.get("/terms")).status_code == 404
    assert "/terms" not in (await world.http.get("/")).text


async def test_texts_are_shown_from_a_file_or_linked(world: World, tmp_path: Path) -> None:
    (tmp_path / "terms.txt").write_text("Be kind.\n<script>alert(1)</script>")
    there = "https://club.example/privacy"
    terms = str(tmp_path / "terms.txt")
    async with world.with_settings(CONVITE_TERMS=terms, CONVITE_PRIVACY=there) as process:
        page = await process.http.get("/terms")
        moved = await process.http.get("/privacy")
        links = (await process.http.get("/api/legal")).json()
        landing = (await process.http.get("/")).text

    assert "Be kind.\n&lt;script&gt;" in page.text
    assert (moved.status_code, moved.headers["location"]) == (303, there)
    assert links == {"terms": "/terms", "privacy": there}
    assert f'href="{there}"' in landing
    assert 'href="/terms?lang=en"' in landing


@pytest.mark.parametrize("wrong", ["no such file.txt", "javascript:alert(1)"])
def test_what_is_neither_an_address_nor_a_file_stops_the_start(wrong: str) -> None:
    with pytest.raises(ValueError, match="path of a text file"):
        Settings(terms=wrong)
