"""A refusal is read in the reader's language, on the page and from the API."""

import pytest

from tests.world import Happening, Party, World

MENU = {"label": "Menú", "kind": "choice", "options": ["Pescado", "Vegano"], "required": True}


@pytest.fixture
async def event(world: World) -> Happening:
    return await (await world.organizer()).event(seat_selection="guest")


async def page_of(party: Party, **said: str) -> str:
    sent = {f"status-{party.guests[0]}": "accepted", **said}
    found = await party.event.host.world.http.post(f"/r/{party.code}?lang=es", data=sent)
    assert found.status_code == 422
    return found.text


async def test_page_says_in_its_language_which_answer_is_wrong(event: Happening) -> None:
    meal = (await event.host.post(f"{event.path}/questions", MENU))["id"]
    party = await event.party("Jo Smith")

    page = await page_of(party, **{f"q-{party.guests[0]}-{meal}": "Carne"})

    assert "Revisa estas respuestas:" in page
    assert "<bdi>Jo Smith</bdi> · <bdi>Menú</bdi>" in page


@pytest.mark.parametrize(
    ("accepted", "detail"),
    [
        ("es-ES,es;q=0.9,en;q=0.8", "Ya no está disponible: {seat}."),
        ("ar", "لم يعد متاحًا: {seat}."),
        ("en-GB", "No longer available: {seat}."),
    ],
)
async def test_hot_verb_and_router_speak_alike(
    event: Happening, accepted: str, detail: str
) -> None:
    seat, *_ = await event.seats(2)
    ana, leo = await event.party("Ana Ruiz"), await event.party("Leo Mora")
    await ana.take(seat)
    spoken = {"headers": {"accept-language": accepted}}

    held = await leo.bearer.ask("POST", f"{event.path}/holds", {"seat_ids": [seat]}, **spoken)
    unknown = await leo.bearer.ask("GET", "/api/me", **spoken)

    assert (held.status_code, held.json()["type"]) == (409, "/problems/seat-taken")
    assert held.json()["detail"] == detail.format(seat=held.json()["blocking"][0]["seat_number"])
    assert unknown.status_code == 401
    assert (unknown.json()["detail"] == "Please log in.") is accepted.startswith("en")


async def test_page_names_the_seat_in_its_language(event: Happening) -> None:
    """The API keeps the plan's labels; people read names."""
    seat, *_ = await event.seats(2)
    party = await event.party("Jo Smith")
    await party.answer("accepted")
    await party.take(seat)

    page = await event.host.world.http.get(f"/r/{party.code}?lang=es")

    assert "Asiento A1" in page.text
