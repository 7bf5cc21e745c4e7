"""Texts that the host wrote in another direction than the page's: their punctuation stays in its place."""

from tests.world import Happening, World

ISOLATED = "\u2068{}\u2069"


async def asked(world: World) -> Happening:
    host = await world.organizer()
    event = await host.event()
    await host.post(
        f"{event.path}/questions",
        {"label": "Any wishes?", "kind": "choice", "options": ["Fish (cold)", "Vegan!"]},
    )
    return event


async def page_of(event: Happening, language: str) -> str:
    party = await event.party("Ana")
    answer = await event.host.world.http.get(f"/r/{party.code}?lang={language}")
    return answer.text


async def test_english_question_and_its_options_are_isolated_on_an_arabic_page(
    world: World,
) -> None:
    page = await page_of(await asked(world), "ar")
    assert "<span><bdi>Any wishes?</bdi></span>" in page
    assert f">{ISOLATED.format('Vegan!')}</option>" in page
    assert f">{ISOLATED.format('Fish (cold)')}</option>" in page


async def test_options_in_the_pages_own_direction_are_left_as_they_are(world: World) -> None:
    page = await page_of(await asked(world), "en")
    assert ">Vegan!</option>" in page
