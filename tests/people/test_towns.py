"""Towns picked by name."""

import pytest

from convite.people.towns.queries import build
from convite.people.towns.rules import found
from tests.world import World


def names(text: str) -> list[str]:
    return [town.name for town in found(build(), text)]


@pytest.mark.unit
def test_the_largest_town_of_that_name_comes_first() -> None:
    cordobas = [town for town in found(build(), "cordoba") if town.name == "Córdoba"]

    assert [town.country for town in cordobas][:2] == ["AR", "ES"]


@pytest.mark.unit
@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("MÁLAGA", "Málaga"),
        ("malag", "Málaga"),
        ("Munich", "Munich"),
        ("münchen", "Munich"),
        ("مدريد", "Madrid"),
        ("palmas", "Las Palmas de Gran Canaria"),
        ("San Diego, California", "San Diego"),
        ("aix en prov", "Aix-en-Provence"),
    ],
)
def test_a_town_is_found_however_it_is_written(typed: str, name: str) -> None:
    assert name in names(typed)[:3]


@pytest.mark.unit
def test_at_most_ten_towns_and_each_once() -> None:
    towns = found(build(), "san")

    assert len(towns) == 10
    assert len({(town.name, town.latitude) for town in towns}) == 10
    assert names("zzzzqx") == []


async def test_anybody_picks_a_town_with_its_position(world: World) -> None:
    answer = await world.http.get("/api/towns", params={"q": "springfield"})

    assert answer.status_code == 200
    items = answer.json()["items"]
    assert {"name": "Springfield", "region": "Missouri", "country": "US"}.items() <= items[
        0
    ].items()
    assert items[0]["latitude"] == pytest.approx(37.2, abs=0.1)


async def test_one_letter_is_too_few(world: World) -> None:
    answer = await world.http.get("/api/towns", params={"q": " á "})

    assert answer.status_code == 422
    assert "2 letters" in answer.text
