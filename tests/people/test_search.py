"""People are found however their names are typed, wherever one looks for them."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.world import Happening, World

CASES = json.loads((Path(__file__).parents[1] / "data" / "search.json").read_text())["finds"]


@pytest.fixture(scope="module")
async def event(world: World) -> Happening:
    """An event with everybody in the table of cases, each in a party of their own."""
    event = await (await world.organizer()).event()
    for name in sorted({name for name, _, _ in CASES}):
        await event.party(name, label=name)
    return event


def names(rows: list[dict[str, Any]]) -> set[str]:
    return {row["name"] for row in rows}


@pytest.mark.parametrize(("name", "term", "is_found"), CASES)
async def test_name_is_found_in_every_list(
    event: Happening, name: str, term: str, is_found: bool
) -> None:
    host = event.host

    book = await host.get("/api/guests", q=term, limit=200)
    listed = await host.get(f"{event.path}/guests", q=term, limit=200)
    parties = await host.get(f"{event.path}/invitations", q=term, limit=200)

    assert (name in names(book["items"])) == is_found
    assert (name in names(listed["items"])) == is_found
    assert (name in {party["label"] for party in parties["items"]}) == is_found
