"""Links by mail for whoever forgot their password, or would rather not type it."""

import re
from datetime import timedelta
from typing import Any

import pytest

from convite.core.ids import new_id
from tests.people.test_accounts import log_in
from tests.support import until
from tests.world import PASSWORD, Person, World, at_once

LINKS = "SELECT text FROM messages WHERE user_id = $1 AND dedup_key LIKE 'login.%' ORDER BY created_at, id"
LASTS = """
SELECT max(expires_at) - now() BETWEEN $3 - interval '2 min' AND $3
FROM challenges WHERE user_id = $1 AND kind = $2
"""
LINKED = """
INSERT INTO oauth_identities (id, user_id, provider, issuer, subject, last_used_at)
VALUES ($1, $2, 'test', 'https://login.example', gen_random_uuid()::text, now())
"""
NEW = "another long pass phrase"
RESET, MAGIC = "/api/auth/password/reset", "/api/auth/magic-link"


async def mails(world: World, who: Person, count: int = 1) -> list[str]:
    """What was mailed to an account, once there is so much."""

    async def are_there() -> bool:
        return len(await world.sql(LINKS, who.id)) >= count

    await until(are_there, limit=60)
    return [row["text"] for row in await world.sql(LINKS, who.id)]


async def token(world: World, who: Person, path: str, count: int = 1) -> str:
    """The token of the newest link, asked for there."""
    answer = await world.nobody().ask("POST", path, {"email": who.email.upper()})
    assert answer.status_code == 202
    newest = (await mails(world, who, count))[-1]
    return re.findall(r"/(?:reset|login)/(\S+)", newest)[0]


async def confirm(world: World, path: str, token: str, **more: str) -> Any:
    return await world.nobody().ask("POST", f"{path}/confirm", {"token": token, **more})


async def prove(world: World, who: Person) -> None:
    """As if they had confirmed their address."""
    await world.sql("UPDATE users SET email_verified_at = now() WHERE id = $1", who.id)


async def forget_the_cool_down(world: World, who: Person) -> None:
    """As if the last link had been mailed two minutes ago."""
    past = "UPDATE challenges SET created_at = created_at - interval '2 min' WHERE user_id = $1"
    await world.sql(past, who.id)


@pytest.mark.usefixtures("worker")
async def test_reset_sets_the_password_and_logs_in_and_everybody_else_out(world: World) -> None:
    ana = await world.organizer()
    elsewhere = await log_in(world, ana.email)
    link = await token(world, ana, RESET)

    answer = await confirm(world, RESET, link, password=NEW)

    back = world.logged_in(answer.json(), ana.email)
    assert (await back.get("/api/me"))["email_verified_at"]
    for old in (ana, elsewhere):
        await old.refused(401, "GET", "/api/me")
        await world.nobody().refused(
            401, "POST", "/api/auth/refresh", {"refresh_token": old.refresh_token}
        )
    old = {"email": ana.email, "password": PASSWORD}
    await world.nobody().refused(401, "POST", "/api/auth/login", old)
    assert (await log_in(world, ana.email, NEW)).id == ana.id


@pytest.mark.usefixtures("worker")
async def test_reset_link_works_once_and_is_nowhere_in_the_tables(world: World) -> None:
    ana = await world.organizer()
    link = await token(world, ana, RESET)
    for table in ("challenges", "activity_log", "activity_private"):
        kept = await world.sql(f"SELECT to_jsonb(t)::text AS row FROM {table} t")
        assert link not in str([row["row"] for row in kept])

    tried = await at_once(*(confirm(world, RESET, link, password=NEW) for _ in range(3)))

    assert sorted(answer.status_code for answer in tried) == [200, 401, 401]
    late = await confirm(world, RESET, link, password=NEW)
    assert (late.status_code, late.json()["type"]) == (401, "/problems/proof-invalid")
    assert "Ask for a new one" in late.json()["detail"]


@pytest.mark.usefixtures("worker")
async def test_weak_password_is_refused_and_the_link_kept(world: World) -> None:
    ana = await world.organizer()
    link = await token(world, ana, RESET)

    weak = await confirm(world, RESET, link, password="short")
    good = await confirm(world, RESET, link, password=NEW)

    assert (weak.status_code, weak.json()["errors"][0]["pointer"]) == (422, "/password")
    assert good.status_code == 200


@pytest.mark.usefixtures("worker")
async def test_newer_link_ends_older_ones_and_an_hour_ends_each(world: World) -> None:
    ana = await world.organizer()
    first = await token(world, ana, RESET)
    await forget_the_cool_down(world, ana)
    second = await token(world, ana, RESET, 2)

    assert (await confirm(world, RESET, first, password=NEW)).status_code == 401
    assert await world.one(LASTS, ana.id, "password_reset", timedelta(hours=1))
    await world.sql("UPDATE challenges SET expires_at = now() WHERE user_id = $1", ana.id)
    assert (await confirm(world, RESET, second, password=NEW)).status_code == 401


@pytest.mark.usefixtures("worker")
async def test_link_of_an_address_that_was_changed_is_void(world: World) -> None:
    ana = await world.organizer()
    link = await token(world, ana, RESET)
    await ana.patch(f"/api/users/{ana.id}", {"email": f"new-{ana.email}"})

    assert (await confirm(world, RESET, link, password=NEW)).status_code == 401


@pytest.mark.usefixtures("worker")
@pytest.mark.parametrize("path", [RESET, MAGIC])
async def test_second_request_within_a_minute_mails_nothing(world: World, path: str) -> None:
    ana = await world.organizer()
    await prove(world, ana)
    asked = [world.nobody(n % 2).ask("POST", path, {"email": ana.email}) for n in range(4)]
    answers = await at_once(*asked)
    await mails(world, ana)

    assert {answer.status_code for answer in answers} == {202}
    made = "SELECT count(*) FROM challenges WHERE user_id = $1 AND kind <> 'email_proof'"
    assert await world.one(made, ana.id) == 1


@pytest.mark.parametrize("path", [RESET, MAGIC])
async def test_answer_tells_nothing_about_an_account(world: World, path: str) -> None:
    """Not by its words, and not by its time: it waits for nothing that only an account has."""
    ana = await world.organizer()
    unknown = await world.nobody().ask("POST", path, {"email": "nobody@example.com"})

    async with world.database() as owner, owner.transaction():
        await owner.execute("SELECT FROM users WHERE id = $1 FOR UPDATE", ana.id)
        known = await world.nobody().ask("POST", path, {"email": ana.email}, timeout=5)

    assert (known.status_code, known.content) == (unknown.status_code, unknown.content)
    assert known.status_code == 202
    names = {name for name in known.headers if name not in ("date", "x-request-id")}
    assert names == {name for name in unknown.headers if name not in ("date", "x-request-id")}


async def test_disabled_account_is_mailed_nothing(world: World) -> None:
    ana = await world.organizer()
    await world.sql("UPDATE users SET is_active = false WHERE id = $1", ana.id)

    await world.nobody().post(RESET, {"email": ana.email})
    # asked after it on the same connection, so its work is done too
    await world.nobody().post(RESET, {"email": "nobody@example.com"})

    made = "SELECT count(*) FROM challenges WHERE user_id = $1 AND kind = 'password_reset'"
    assert await world.one(made, ana.id) == 0


@pytest.mark.usefixtures("worker")
async def test_magic_link_logs_in_once(world: World) -> None:
    ana = await world.organizer()
    await prove(world, ana)
    link = await token(world, ana, MAGIC)

    # a mail scanner opens the page, which is the web app's and asks for nothing
    await world.http.get(f"/login/{link}")
    tried = await at_once(*(confirm(world, MAGIC, link) for _ in range(3)))

    [good] = [answer for answer in tried if answer.status_code == 200]
    assert sorted(answer.status_code for answer in tried) == [200, 401, 401]
    assert (await world.logged_in(good.json()).get("/api/me"))["id"] == ana.id
    # whoever else is logged in stays so
    await ana.get("/api/me")


@pytest.mark.usefixtures("worker")
async def test_magic_link_lasts_a_quarter_of_an_hour(world: World) -> None:
    ana = await world.organizer()
    await prove(world, ana)
    link = await token(world, ana, MAGIC)

    assert await world.one(LASTS, ana.id, "magic_link", timedelta(minutes=15))
    await world.sql("UPDATE challenges SET expires_at = now() WHERE user_id = $1", ana.id)
    assert (await confirm(world, MAGIC, link)).status_code == 401


@pytest.mark.usefixtures("worker")
async def test_link_of_one_kind_is_none_of_the_other(world: World) -> None:
    ana = await world.organizer()
    await prove(world, ana)
    magic = await token(world, ana, MAGIC)

    assert (await confirm(world, RESET, magic, password=NEW)).status_code == 401


@pytest.mark.usefixtures("worker")
async def test_reset_ends_links_that_log_in(world: World) -> None:
    ana = await world.organizer()
    await prove(world, ana)
    magic = await token(world, ana, MAGIC)
    reset = await token(world, ana, RESET, 2)

    assert (await confirm(world, RESET, reset, password=NEW)).status_code == 200
    assert (await confirm(world, MAGIC, magic)).status_code == 401


@pytest.mark.usefixtures("worker")
async def test_reader_of_an_unproven_address_sets_a_password_first(world: World) -> None:
    """Eve registered with Ana's address and knows the password: Ana must not move in beside her."""
    eve = await world.organizer()
    link = await token(world, eve, MAGIC)
    [mail] = await mails(world, eve)

    assert f"/reset/{link}" in mail
    assert "set a password first" in mail
    answer = await confirm(world, RESET, link, password=NEW)
    assert answer.status_code == 200
    await eve.refused(401, "GET", "/api/me")


@pytest.mark.usefixtures("worker")
async def test_first_proof_takes_away_what_else_opened_the_account(world: World) -> None:
    """What Eve left behind in the account with Ana's address: a linked log-in and an API key."""
    eve = await world.organizer()
    await world.sql(LINKED, new_id(), eve.id)
    key = (await eve.post("/api/api-keys", {"name": "Mine", "scopes": ["guests:read"]}))["key"]
    bearer = Person(world, {"authorization": f"Bearer {key}"})
    await bearer.get("/api/guests")

    answer = await confirm(world, RESET, await token(world, eve, RESET), password=NEW)

    ana = world.logged_in(answer.json())
    listed = await ana.get("/api/me/identities")
    assert listed == {"items": [], "has_password": True}
    await bearer.refused(401, "GET", "/api/guests")


@pytest.mark.usefixtures("worker")
async def test_later_reset_keeps_linked_log_ins(world: World) -> None:
    ana = await world.organizer()
    await prove(world, ana)
    await world.sql(LINKED, new_id(), ana.id)

    answer = await confirm(world, RESET, await token(world, ana, RESET), password=NEW)

    listed = await world.logged_in(answer.json()).get("/api/me/identities")
    assert len(listed["items"]) == 1


async def test_requests_are_limited_by_address_and_by_account(world: World) -> None:
    async with world.limited() as process:
        one = {"email": "somebody@example.com"}
        codes = [(await process.http.post(RESET, json=one)).status_code for _ in range(6)]
        others = [
            (await process.http.post(MAGIC, json={"email": f"n{n}@example.com"})).status_code
            for n in range(16)
        ]

    assert codes == [202] * 5 + [429]
    assert others[-1] == 429
    assert others.count(202) == 14


async def test_guesses_of_links_are_limited(world: World) -> None:
    async with world.limited() as process:
        codes = [
            (await process.http.post(f"{MAGIC}/confirm", json={"token": f"t{n}"})).status_code
            for n in range(121)
        ]

    assert codes == [401] * 120 + [429]
