"""A link that was mailed to an address proves that the account reads it, and whose tickets it has."""

import re
from typing import Any
from uuid import UUID

import pytest

from convite.core.config import settings
from convite.core.ids import new_id
from convite.people.proofs.rules import proof_link, proof_token
from tests.support import until
from tests.waiting import in_turn
from tests.world import PASSWORD, Happening, Person, World, at_once

LINKS = "SELECT text FROM messages WHERE user_id = $1 AND dedup_key LIKE 'proof.%' ORDER BY created_at, id"


async def tokens(world: World, who: Person, count: int) -> list[str]:
    """The tokens mailed to an account, once there are so many."""

    async def are_there() -> bool:
        return len(await world.sql(LINKS, who.id)) >= count

    await until(are_there, limit=60)
    rows = await world.sql(LINKS, who.id)
    return [re.findall(r"/verify/(\S+)", row["text"])[0] for row in rows]


async def verify(world: World, token: str) -> int:
    answer = await world.nobody().ask("POST", "/api/auth/email/verify", {"token": token})
    return int(answer.status_code)


async def forget_the_cool_down(world: World, who: Person) -> None:
    """As if the last link had been mailed two minutes ago."""
    await world.sql(
        "UPDATE challenges SET created_at = created_at - interval '2 min' WHERE user_id = $1",
        who.id,
    )


async def asking(world: World, name: str = "Ana Ruiz") -> Person:
    """A new account that has asked for a link."""
    person = await world.organizer(name)
    await person.ask("POST", "/api/auth/email/request")
    return person


@pytest.mark.usefixtures("worker")
async def test_account_is_mailed_a_link_that_works_once(world: World) -> None:
    ana = await asking(world)
    before = await ana.get("/api/me")
    [token] = await tokens(world, ana, 1)

    tried = await at_once(*(verify(world, token) for _ in range(3)))

    assert sorted(tried) == [200, 401, 401]
    assert before["email_verified_at"] is None
    assert (await ana.get("/api/me"))["email_verified_at"]
    for table in ("challenges", "activity_log", "activity_private"):
        kept = await world.sql(f"SELECT to_jsonb(t)::text AS row FROM {table} t")
        assert token not in str([row["row"] for row in kept])


@pytest.mark.usefixtures("worker")
async def test_another_link_is_mailed_on_request_but_not_at_once(world: World) -> None:
    ana = await asking(world)
    first = await tokens(world, ana, 1)

    soon = await ana.ask("POST", "/api/auth/email/request")
    await forget_the_cool_down(world, ana)
    asked = await at_once(*(ana.ask("POST", "/api/auth/email/request") for _ in range(3)))
    links = await tokens(world, ana, 2)

    assert {answer.status_code for answer in (soon, *asked)} == {202}
    assert len(links) == 2
    assert [await verify(world, token) for token in (*first, links[1])] == [200, 200]
    await forget_the_cool_down(world, ana)
    await ana.ask("POST", "/api/auth/email/request")
    assert await world.one("SELECT count(*) FROM challenges WHERE user_id = $1", ana.id) == 2


@pytest.mark.usefixtures("worker")
async def test_link_ends_with_its_day_or_its_address(world: World) -> None:
    ana, bo = await asking(world), await asking(world, "Bo Lee")
    [late], [old] = await tokens(world, ana, 1), await tokens(world, bo, 1)
    await world.sql("UPDATE challenges SET expires_at = now() WHERE user_id = $1", ana.id)

    await bo.patch(f"/api/users/{bo.id}", {"email": f"new-{bo.email}"})
    fresh = (await tokens(world, bo, 2))[1]

    assert [await verify(world, token) for token in (late, old, "nobodys", "")] == [401] * 4
    assert await verify(world, fresh) == 200
    await bo.patch(f"/api/users/{bo.id}", {"email": f"newer-{bo.email}"})
    assert (await bo.get("/api/me"))["email_verified_at"] is None


@pytest.mark.usefixtures("worker")
@pytest.mark.parametrize(
    ("language", "said"), [("en", "E-mail confirmed"), ("es", "Correo confirmado")]
)
async def test_page_of_the_link_proves_by_its_button_only(
    world: World, language: str, said: str
) -> None:
    """Mail programs open links to look for harm."""
    ana = await asking(world)
    [token] = await tokens(world, ana, 1)
    path, headers = f"/verify/{token}", {"accept-language": language}

    looked = [await world.http.get(path, headers=headers) for _ in range(2)]
    unproven = await ana.get("/api/me")
    mine = {**ana.headers, **headers}
    pressed = await world.http.post(path, headers=mine)
    again = await world.http.post(path, headers=mine)

    assert unproven["email_verified_at"] is None
    assert all('<form method="post">' in answer.text for answer in looked)
    assert (pressed.status_code, again.status_code) == (200, 401)
    assert said in pressed.text
    assert ana.email in pressed.text
    assert "<form" not in again.text


@pytest.mark.usefixtures("worker")
async def test_reader_of_an_address_proves_no_strangers_account(world: World) -> None:
    """Eve registered with Ana's address: Ana, puzzled, presses the button in the mail."""
    eve, ana = await asking(world), await world.organizer("Ana Ruiz")
    [token] = await tokens(world, eve, 1)

    path = f"/verify/{token}"
    asked = await world.http.post(path)
    logged_in = await world.http.post(path, headers=ana.headers)
    guessed = await world.http.post(path, data={"password": "not the right one"})
    unproven = await eve.get("/api/me")
    known = await world.http.post(path, data={"password": PASSWORD})

    assert [one.status_code for one in (asked, logged_in, guessed, known)] == [401, 401, 401, 200]
    assert 'type="password"' in asked.text
    assert "This isn't the password" in guessed.text
    assert unproven["email_verified_at"] is None
    assert (await eve.get("/api/me"))["email_verified_at"]


@pytest.mark.usefixtures("worker")
async def test_link_doesnt_prove_an_address_that_is_being_changed(world: World) -> None:
    """Both wait for the account's row: whoever comes first, only the mailed address is proven."""
    eve = await asking(world)
    [token] = await tokens(world, eve, 1)

    account = "SELECT FROM users WHERE id = $1 FOR UPDATE"
    change = eve.ask("PATCH", f"/api/users/{eve.id}", {"email": "vic.tim@example.com"})
    changed, proven = await in_turn(world, account, eve.id, change, verify(world, token))
    me = await eve.get("/api/me")

    assert (changed.status_code, proven) == (200, 401)
    assert (me["email"], me["email_verified_at"]) == ("vic.tim@example.com", None)


async def prove(world: World, who: Person) -> None:
    """As if they had used their link."""
    await world.sql("UPDATE users SET email_verified_at = now() WHERE id = $1", who.id)


async def invited(event: Happening, email: str, name: str = "Jo Smith") -> Any:
    party = await event.party(guests=[{"name": name, "email": email}])
    await party.answer("accepted")
    return party


async def test_tickets_of_a_proven_address_are_the_accounts_own(world: World) -> None:
    """At every host's events; what is shown is what the door takes."""
    jo = await world.organizer("Jo Smith", role="guest")
    ones, others = [await (await world.organizer()).event() for _ in range(2)]
    party = await invited(ones, jo.email.upper())
    await invited(others, jo.email)
    await invited(ones, "else@example.com", "Al Kowal")

    unproven = await jo.get("/api/me/tickets")
    await prove(world, jo)
    page = await jo.get("/api/me/tickets", limit=1, total=True)
    rest = await jo.get("/api/me/tickets", limit=1, cursor=page["next_cursor"])
    [newer], [older] = page["items"], rest["items"]
    scanned = await ones.scan(ticket=older["qr"], nonce="n")
    [_, used] = (await jo.get("/api/me/tickets"))["items"]

    assert unproven["items"] == []
    assert (newer["event_id"], older["event_id"]) == (others.id, ones.id)
    assert (older["attendee_id"], older["order_id"]) == (party.guests[0], None)
    assert (older["name"], older["status"], used["status"]) == ("Jo Smith", "valid", "used")
    assert scanned["result"] == "ok"
    assert (page["total"], rest["next_cursor"]) == (2, None)


async def test_tickets_that_are_gone_show_no_code(world: World) -> None:
    jo = await world.organizer("Jo Smith", role="guest")
    await prove(world, jo)
    event = await (await world.organizer()).event()
    party = await invited(event, jo.email)
    await party.answer("declined")

    [revoked] = (await jo.get("/api/me/tickets"))["items"]
    await event.host.delete(event.path)

    assert (revoked["status"], revoked["qr"]) == ("revoked", None)
    assert (await jo.get("/api/me/tickets"))["items"] == []
    await world.nobody().refused(401, "GET", "/api/me/tickets")


async def test_attendee_of_the_account_is_its_own_without_an_address(world: World) -> None:
    jo, event = (
        await world.organizer("Jo Smith", role="guest"),
        await (await world.organizer()).event(),
    )
    party = await invited(event, "else@example.com")
    await world.sql("UPDATE attendees SET user_id = $1 WHERE id = $2", jo.id, party.guests[0])

    [mine] = (await jo.get("/api/me/tickets"))["items"]

    assert mine["attendee_id"] == party.guests[0]


def test_token_of_a_link_needs_the_server_key() -> None:
    key: UUID = new_id()

    assert len(proof_token(settings().secret, key)) == 25
    assert proof_token(b"another", key) != proof_token(settings().secret, key)
    assert proof_link("https://x", "abc") == "https://x/verify/abc"
