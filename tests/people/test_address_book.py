"""The address book: guests of an organization."""

import secrets

from tests.world import World


async def test_guest_is_written_read_changed_removed(world: World) -> None:
    ana = await world.organizer()

    made = await ana.post("/api/guests", {"name": "  Ana María Ruiz ", "phone": "+34 612 345 678"})
    path = f"/api/guests/{made['id']}"
    changed = await ana.patch(path, {"company": "Finca", "version": made["version"]})
    await ana.delete(path)

    assert (made["first_name"], made["last_name"]) == ("Ana María", "Ruiz")
    assert made["phone"] == "+34612345678"
    assert (changed["company"], changed["version"]) == ("Finca", made["version"] + 1)
    await ana.refused(404, "GET", path)
    assert (await ana.get("/api/guests"))["items"] == []


async def test_shared_email_is_refused_shared_phone_is_fine(world: World) -> None:
    ana = await world.organizer()
    email, phone = f"{secrets.token_hex(4)}@example.com", "+34612345678"
    await ana.post("/api/guests", {"name": "Jo Smith", "email": email, "phone": phone})

    problem = await ana.refused(409, "POST", "/api/guests", {"name": "Al", "email": email.upper()})
    await ana.post("/api/guests", {"name": "Al Smith", "phone": phone})

    assert problem["type"] == "/problems/duplicate-email"


async def test_email_of_a_removed_guest_is_free_again(world: World) -> None:
    ana = await world.organizer()
    body = {"name": "Jo", "email": f"{secrets.token_hex(4)}@example.com"}
    first = await ana.post("/api/guests", body)
    await ana.delete(f"/api/guests/{first['id']}")

    assert (await ana.post("/api/guests", body))["id"] != first["id"]


async def test_search_finds_parts_of_words_without_accents(world: World) -> None:
    ana = await world.organizer()
    for name in ("Zoë Núñez", "José Nuñez", "Max Mustermann", "Nu Lee"):
        await ana.post("/api/guests", {"name": name})

    async def found(text: str) -> list[str]:
        items = (await ana.get("/api/guests", q=text))["items"]
        return sorted(one["name"] for one in items)

    assert await found("nune") == ["José Nuñez", "Zoë Núñez"]
    assert await found("ZOË n") == ["Zoë Núñez"]
    assert await found("termann") == ["Max Mustermann"]
    assert await found("nu") == ["José Nuñez", "Nu Lee", "Zoë Núñez"]
    assert await found("100%_") == []


async def test_pages_follow_each_other_by_name(world: World) -> None:
    ana = await world.organizer()
    for number in range(7):
        await ana.post("/api/guests", {"name": f"Guest {chr(71 - number)}"})

    first = await ana.get("/api/guests", limit=3, total=True)
    second = await ana.get("/api/guests", limit=3, cursor=first["next_cursor"])
    third = await ana.get("/api/guests", limit=3, cursor=second["next_cursor"])
    skipped = await ana.get("/api/guests", limit=3, skip=3)

    names = [one["last_name"] for page in (first, second, third) for one in page["items"]]
    assert names == ["A", "B", "C", "D", "E", "F", "G"]
    assert (first["total"], third["next_cursor"]) == (7, None)
    assert skipped["items"] == second["items"]


async def test_phone_that_is_none_is_never_stored(world: World) -> None:
    ana = await world.organizer()

    for phone in ("12", "abc", "612 345 678", "+999999999999999"):
        problem = await ana.refused(422, "POST", "/api/guests", {"name": "A", "phone": phone})
        assert problem["errors"][0]["pointer"] == "/phone"
