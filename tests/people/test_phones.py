"""The phone of an account, added or changed by a code."""

from tests.people.test_login_codes import a_phone, ask, code_for, past, type_in
from tests.world import World


async def test_phone_is_added_by_its_code_and_proven_at_once(world: World) -> None:
    ana, phone = await world.organizer(), a_phone()
    await ask(world, phone=phone)
    code = await code_for(world, phone)

    changed = await ana.put("/api/me/phone", {"phone": phone, "code": f"{code[:3]} {code[3:]}"})

    me = await ana.get("/api/me")
    assert changed["phone"] == me["phone"] == phone
    assert me["profile"]["is_verified"] is True
    await past(world, phone, 60)
    await ask(world, phone=phone)
    logged_in = await type_in(world, await code_for(world, phone), phone=phone)
    assert logged_in.json()["user"]["id"] == ana.id
    assert (await ana.get("/api/me"))["email"] == ana.email, "proving it ended no session"


async def test_wrong_used_and_unknown_codes_change_nothing(world: World) -> None:
    ana, phone = await world.organizer(), a_phone()
    await ask(world, phone=phone)
    right = await code_for(world, phone)
    wrong = "000000" if right != "000000" else "000001"

    problem = await ana.refused(401, "PUT", "/api/me/phone", {"phone": phone, "code": wrong})
    await ana.refused(401, "PUT", "/api/me/phone", {"phone": a_phone(), "code": right})
    await ana.refused(422, "PUT", "/api/me/phone", {"phone": "12", "code": right})
    await world.nobody().refused(401, "PUT", "/api/me/phone", {"phone": phone, "code": right})
    assert (await ana.get("/api/me"))["phone"] is None
    await ana.put("/api/me/phone", {"phone": phone, "code": right})
    await ana.refused(401, "PUT", "/api/me/phone", {"phone": phone, "code": right})

    assert problem["type"] == "/problems/code-wrong"


async def test_phone_that_another_account_has_proven_is_taken(world: World) -> None:
    ana, phone = await world.organizer(), a_phone()
    await ask(world, phone=phone)
    await type_in(world, await code_for(world, phone), phone=phone)
    await past(world, phone, 60)
    await ask(world, phone=phone)

    body = {"phone": phone, "code": await code_for(world, phone)}
    problem = await ana.refused(409, "PUT", "/api/me/phone", body)

    assert problem["type"] == "/problems/phone-taken"


async def test_phone_that_another_account_only_wrote_down_goes_to_its_owner(world: World) -> None:
    ana, eve, phone = await world.organizer(), await world.organizer(), a_phone()
    await eve.patch(f"/api/users/{eve.id}", {"phone": phone})
    await ask(world, phone=phone)

    await ana.put("/api/me/phone", {"phone": phone, "code": await code_for(world, phone)})

    assert (await ana.get("/api/me"))["phone"] == phone
    assert (await eve.get("/api/me"))["phone"] is None


async def test_phone_that_was_only_written_down_is_proven_by_its_code(world: World) -> None:
    ana, phone = await world.organizer(), a_phone()
    await ana.patch(f"/api/users/{ana.id}", {"phone": phone})
    await ask(world, phone=phone)

    await ana.put("/api/me/phone", {"phone": phone, "code": await code_for(world, phone)})

    me = await ana.get("/api/me")
    assert (me["phone"], me["profile"]["is_verified"]) == (phone, True)
