"""A guest who has no code is sent their link, and nobody learns more."""

import re
from statistics import median
from time import perf_counter
from typing import Any

import pytest

from tests.support import until
from tests.world import Happening, World

REQUESTED = """
SELECT count(*) FROM activity_log WHERE event_id = $1 AND action = 'invitation_link_requested'
"""
PAST = """
UPDATE events SET starts_at = now() - interval '9 d', ends_at = now() - interval '8 d' WHERE id = $1
"""
SENT = "SELECT channel, address, text FROM messages WHERE event_id = $1 AND dedup_key LIKE 'link.%'"


@pytest.fixture
async def event(world: World) -> Happening:
    return await (await world.organizer()).event()


async def invite(event: Happening, **guest: str) -> Any:
    return await event.host.post(f"{event.path}/invitations", {"guests": [guest]})


async def ask(event: Happening, name: str, contact: str, lang: str = "en") -> Any:
    http = event.host.world.http
    return await http.post(f"/r?lang={lang}", data={"name": name, "contact": contact})


async def requested(event: Happening, count: int) -> bool:
    """Whether so many links were asked for, once the one asked for last is among them."""

    async def are_there() -> bool:
        return await event.host.world.one(REQUESTED, event.id) >= count

    await until(are_there, limit=60)
    return await event.host.world.one(REQUESTED, event.id) == count


@pytest.mark.usefixtures("worker")
async def test_link_goes_to_the_address_that_the_host_has(event: Happening) -> None:
    world = event.host.world
    made = await invite(event, name="Ana María Ruiz", email="ana.r@example.com")

    await ask(event, "ruiz ana", " ANA.R@Example.com ")

    async def is_there() -> bool:
        return bool(await world.sql(SENT, event.id))

    await until(is_there, limit=60)
    [mail] = await world.sql(SENT, event.id)
    assert (mail["channel"], mail["address"]) == ("email", "ana.r@example.com")
    assert made["url"] in mail["text"]


@pytest.mark.parametrize("typed", ["+34 612 34 56 78", "612345678", "0034612345678"])
async def test_phone_is_known_however_it_is_written(event: Happening, typed: str) -> None:
    await invite(event, name="Jo Smith", phone="+34612345678")

    await ask(event, "jo smith", typed)

    assert await requested(event, 1)


async def test_neither_name_nor_contact_alone_is_enough(event: Happening) -> None:
    await invite(event, name="Jo Smith", email="jo.s@example.com", phone="+34612345600")
    for name, contact in [
        ("Al Smith", "jo.s@example.com"),
        ("Jo Smith", "other@example.com"),
        ("J", "jo.s@example.com"),
        ("Jo Smith", "+44612345600"),
        ("Jo Smith", "%45600000"),
    ]:
        await ask(event, name, contact)
    await ask(event, "Jo Smith", "jo.s@example.com")

    assert await requested(event, 1)


async def test_invitations_that_lead_nowhere_are_left_out(event: Happening) -> None:
    host = event.host
    draft, over = await host.event(publish=False), await host.event()
    for where in (draft, over, event):
        await invite(where, name="Jo Smith", email=f"jo{where.id[-8:]}@example.com")
    canceled = await invite(event, name="Al Smith", email="al.s@example.com")
    await host.post(f"/api/invitations/{canceled['id']}/cancel")
    await host.world.sql(PAST, over.id)

    await ask(event, "Al Smith", "al.s@example.com")
    for where in (draft, over, event):
        await ask(where, "Jo Smith", f"jo{where.id[-8:]}@example.com")

    assert await requested(event, 1)
    assert [await host.world.one(REQUESTED, one.id) for one in (draft, over)] == [0, 0]


async def test_answer_is_the_same_and_as_fast_for_everyone(event: Happening) -> None:
    guest = ("Jo Smith", "same.jo@example.com")
    await invite(event, name=guest[0], email=guest[1])
    stranger = ("Al Lee", "same.al@example.com")
    took: dict[tuple[str, str], list[float]] = {guest: [], stranger: []}
    said = set()
    for who in [guest, stranger] * 12:
        begun = perf_counter()
        answer = await ask(event, *who)
        took[who].append(perf_counter() - begun)
        names = frozenset(answer.headers) - {"x-request-id"}
        said.add((answer.status_code, answer.text, names))

    [(status, text, _)] = said
    assert status == 200
    assert "If we know you, we've sent you the link." in text
    assert not re.search(r"example\.com|Smith|/r/\w", text)
    fast, slow = sorted(median(times) for times in took.values())
    assert slow < fast * 2 + 0.02


@pytest.mark.parametrize(
    ("lang", "words"), [("es", "Si te conocemos"), ("ar", "أرسلنا إليكم الرابط")]
)
async def test_page_speaks_the_readers_language(event: Happening, lang: str, words: str) -> None:
    assert words in (await ask(event, "Jo Smith", "jo@example.com", lang)).text


@pytest.mark.parametrize(
    ("name", "contact"), [("", "jo@example.com"), ("Jo Smith", "jo"), ("Jo", "12345")]
)
async def test_what_is_missing_is_said_and_what_was_typed_stays(
    event: Happening, name: str, contact: str
) -> None:
    answer = await ask(event, name, contact)

    assert answer.status_code == 422
    assert "Type your name, and the e-mail or phone that your host knows." in answer.text
    assert f'value="{contact}"' in answer.text


async def test_tries_are_counted_by_caller_and_by_contact(world: World) -> None:
    """Whether or not somebody has the contact, so that the refusal tells nothing either."""
    event = await (await world.organizer()).event()
    await invite(event, name="Jo Smith", email="often@example.com")
    async with world.limited() as process:

        async def tried(contact: str) -> int:
            form = {"name": "Jo Smith", "contact": contact}
            return int((await process.http.post("/r", data=form)).status_code)

        known = [await tried(each) for each in ["often@example.com"] * 5 + ["OFTEN@example.com"]]
        await world.sql("DELETE FROM budget_uses WHERE used > 5")
        unknown = [await tried("nobody@example.com") for _ in range(6)]
        await world.sql("DELETE FROM budget_uses")
        callers = [await tried(f"any{number}@example.com") for number in range(11)]

    assert known == unknown == [200] * 5 + [429]
    assert callers == [200] * 10 + [429]


async def test_a_phone_is_one_contact_however_much_of_it_is_typed(world: World) -> None:
    event = await (await world.organizer()).event()
    await invite(event, name="Jo Smith", phone="+34612345678")
    async with world.limited() as process:
        answers = [
            await process.http.post("/r", data={"name": "Jo Smith", "contact": typed})
            for typed in ["+34612345678", "34612345678", "4612345678", "612345678", "12345678"]
        ]
        more = await process.http.post("/r", data={"name": "Jo Smith", "contact": "0612345678"})

    assert [one.status_code for one in answers] == [200] * 5
    assert more.status_code == 429
