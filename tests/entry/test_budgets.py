"""Guesses of codes and passwords are counted by all processes together, and kept nowhere for long."""

from typing import Any

import pytest

from convite.core.database import open_database
from convite.core.tidying import remove_old_uses
from tests.world import World

#: A typed code, and a code that is as long as those of links.
TYPED, LINK = "ABCDEFGHJK", "abcdefghijklmnopqrstuvwxy"


async def status(process: Any, method: str, path: str, **more: Any) -> int:
    answer = await process.http.request(method, path, **more)
    return int(answer.status_code)


async def test_two_processes_grant_one_budget_of_typed_codes(world: World) -> None:
    """However the tries reach them: by page, API, socket or door."""
    event = await (await world.organizer()).event()
    header = {"x-invitation-code": TYPED}
    async with world.limited() as one, world.limited() as two:
        tries = []
        for process in [one, two] * 5:
            tries.append(await status(process, "GET", f"/r/{TYPED}"))
            tries.append(await status(process, "PUT", f"/api/rsvp/{TYPED}", json={"guests": []}))
        over = [await status(one, "GET", f"/api/rsvp/{TYPED}", headers=header)]
        over.append(await status(two, "GET", event.path, headers=header))
        over.append(await status(two, "POST", f"{event.path}/holds", headers=header, json={}))

    assert tries == [404] * 20
    assert over == [429] * 3


async def test_right_typed_code_is_refused_too_once_the_budget_is_used(world: World) -> None:
    """Counted before it is looked up: otherwise a refusal would tell wrong codes from right ones."""
    party = await (await (await world.organizer()).event()).party("Jo Smith")
    typed = (await party.row())["short_code"]
    async with world.limited() as process:
        wrong = [await status(process, "GET", f"/api/rsvp/{TYPED}") for _ in range(19)]
        right = [await status(process, "GET", f"/api/rsvp/{typed}") for _ in range(2)]
        linked = [await status(process, "GET", f"/api/rsvp/{party.code}") for _ in range(2)]

    assert wrong == [404] * 19
    assert right == [200, 429]
    assert linked == [200, 200]


async def test_of_links_only_unknown_ones_count(world: World) -> None:
    """A whole wedding opens its links behind one router; nobody guesses 128 bits."""
    party = await (await (await world.organizer()).event()).party("Jo Smith")
    async with world.limited() as process:
        right = {await status(process, "GET", f"/api/rsvp/{party.code}") for _ in range(130)}
        wrong = [await status(process, "GET", f"/api/rsvp/{LINK}") for _ in range(121)]
        again = await status(process, "GET", f"/api/rsvp/{party.code}")

    assert (right, again) == ({200}, 200)
    assert wrong == [404] * 120 + [429]


async def test_password_tries_count_for_the_account_however_it_is_written(world: World) -> None:
    person = await world.organizer()
    async with world.limited() as one, world.limited() as two:
        tries = []
        for number in range(11):
            email = person.email.upper() if number % 2 else f" {person.email}"
            body = {"email": email, "password": "not the right one"}
            tries.append(await status([one, two][number % 2], "POST", "/api/auth/login", json=body))

    assert tries == [401] * 10 + [429]


@pytest.mark.parametrize(("age", "left"), [("23 hours", 1), ("25 hours", 0)])
async def test_counts_are_swept_and_name_nobody(world: World, age: str, left: int) -> None:
    async with world.limited() as process:
        await status(process, "GET", f"/r/{TYPED}")
    [row] = await world.sql("SELECT to_jsonb(b)::text AS row FROM budget_uses b")
    await world.sql(f"UPDATE budget_uses SET started_at = now() - interval '{age}'")
    system = await open_database(world.dsns.system, pool_size=1, raw_pool_size=1)

    await remove_old_uses(system)

    await system.close()
    assert "127.0.0.1" not in row["row"]
    assert await world.one("SELECT count(*) FROM budget_uses") == left


async def test_addresses_of_one_network_share_a_budget(world: World) -> None:
    """Whoever has an IPv6 address has as many as they like, of one /64."""
    async with world.limited() as process:
        tries = [
            await status(
                process, "GET", f"/r/{TYPED}", headers={"x-forwarded-for": f"2001:db8::{number:x}"}
            )
            for number in range(1, 22)
        ]
        others = await status(
            process, "GET", f"/r/{TYPED}", headers={"x-forwarded-for": "2001:db8:0:1::1"}
        )

    assert tries == [404] * 20 + [429]
    assert others == 404


async def test_messages_of_one_party_are_limited(world: World) -> None:
    party = await (await (await world.organizer()).event()).party("Jo Smith")
    async with world.limited() as process:
        path = f"/api/rsvp/{party.code}"
        tries = [
            await status(process, "PUT", path, json={"message": f"Word {number}"})
            for number in range(21)
        ]
        without = await status(process, "PUT", path, json={"guests": []})

    assert tries == [200] * 20 + [429]
    assert without == 200


async def test_files_and_messages_of_a_party_have_budgets_of_their_own(world: World) -> None:
    party = await (await (await world.organizer()).event()).party("Jo Smith")
    path, file = f"/api/rsvp/{party.code}", {"file": ("pass.pdf", b"%PDF-1.7\n%%EOF\n")}
    body = {"guests": [{"id": party.guests[0], "status": "accepted"}], "message": "Hello"}
    async with world.limited() as process:
        attached = [await status(process, "POST", f"{path}/files", files=file) for _ in range(61)]
        said = [await status(process, "PUT", path, json=body) for _ in range(21)]

    assert attached == [201] * 60 + [429]
    assert said == [200] * 20 + [429]
