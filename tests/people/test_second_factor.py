"""A second factor: codes of an authenticator app, each once, and recovery codes for when it is lost."""

import contextlib
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pyotp
import pytest

from convite.core.clock import now
from convite.core.ids import hash_of, new_id
from convite.people.logincodes.rules import code_of
from convite.people.loginlinks.rules import login_token
from convite.people.providers.rules import second_step
from convite.people.totp.rules import new_recovery_codes, recovery_hash, step_of
from tests.authenticator import Authenticator
from tests.people.test_login_codes import code_for
from tests.people.test_passkeys import add, grow_old, options
from tests.support import until
from tests.world import PASSWORD, Person, World, at_once

MINE = "/api/me/totp"
SECOND = "/api/auth/second-factor"
KEY = b"the key of the tests"
MAILS = "SELECT subject FROM messages WHERE user_id = $1 AND dedup_key LIKE 'account.%' ORDER BY id"


@dataclass
class App:
    """Somebody's authenticator app, and their recovery codes."""

    world: World
    who: Person
    secret: str
    recovery: list[str]

    def code(self, steps: int = 0) -> str:
        """What it shows so many half minutes from now."""
        return pyotp.TOTP(self.secret).at(now() + timedelta(seconds=30 * steps))

    async def later(self) -> None:
        """As if no code had been used yet."""
        await self.world.sql(
            "UPDATE authenticator_apps SET last_step = 0 WHERE user_id = $1", self.who.id
        )

    async def begin(self) -> str:
        """Logs in by password; the token of the first step."""
        body = {"email": self.who.email, "password": PASSWORD}
        return asked(await self.world.nobody().refused(401, "POST", "/api/auth/login", body))

    async def end(self, token: str, **code: str) -> Any:
        return await self.world.nobody().post(SECOND, {"token": token, **code})

    async def refused(self, token: str, **code: str) -> str:
        body = {"token": token, **code}
        return str((await self.world.nobody().refused(401, "POST", SECOND, body))["type"])


def asked(problem: Any) -> str:
    """The token of an answer that asks for a second factor, and opens nothing."""
    assert problem["type"] == "/problems/second-factor"
    assert problem["expires_in"] == 300
    assert "access_token" not in problem
    return str(problem["token"])


async def with_app(world: World, who: Person | None = None) -> App:
    """Somebody whose log-ins ask for codes, none of which was used yet."""
    person = who or await world.organizer()
    secret = (await person.post(MINE))["secret"]
    made = await person.post(f"{MINE}/confirm", {"code": pyotp.TOTP(secret).now()})
    app = App(world, person, secret, made["recovery_codes"])
    await app.later()
    return app


@pytest.mark.usefixtures("worker")
async def test_app_is_set_up_asked_for_and_turned_off(world: World) -> None:
    ana = await world.organizer()
    assert await ana.get(MINE) == {"is_on": False, "confirmed_at": None, "recovery_codes_left": 0}
    setup = await ana.post(MINE)
    link = urlsplit(setup["uri"])
    assert (link.scheme, parse_qs(link.query)["secret"]) == ("otpauth", [setup["secret"]])
    assert setup["qr"].startswith("<svg")
    # nothing is asked for until a code has shown that the app works
    body = {"email": ana.email, "password": PASSWORD}
    await world.nobody().post("/api/auth/login", body)
    wrong = await ana.refused(422, "POST", f"{MINE}/confirm", {"code": "000000"})
    assert wrong["errors"][0]["pointer"] == "/code"

    app = await with_app(world, ana)
    state = await ana.get(MINE)
    assert (state["is_on"], state["recovery_codes_left"], len(set(app.recovery))) == (True, 10, 10)
    opened = await app.end(await app.begin(), code=app.code())
    assert opened["user"]["id"] == ana.id

    await app.later()
    await ana.post(f"{MINE}/turn-off", {"code": app.code()})
    await world.nobody().post("/api/auth/login", body)
    assert await ana.get(MINE) == {"is_on": False, "confirmed_at": None, "recovery_codes_left": 0}

    async def both_told() -> bool:
        return len(await world.sql(MAILS, ana.id)) == 2

    await until(both_told, limit=60)
    told = {row["subject"] for row in await world.sql(MAILS, ana.id)}
    assert told == {
        "Two-step log-in is on for your account",
        "Two-step log-in is off for your account",
    }


async def test_every_way_to_log_in_asks_for_it(world: World) -> None:
    app = await with_app(world)
    await world.sql("UPDATE users SET email_verified_at = now() WHERE id = $1", app.who.id)
    nobody = world.nobody()

    await nobody.ask("POST", "/api/auth/otp/request", {"email": app.who.email})
    challenge = "SELECT id FROM challenges WHERE email = $1 AND kind = 'email_otp'"
    code = code_of(KEY, await world.one(challenge, app.who.email))
    body = {"email": app.who.email, "code": code}
    asked(await nobody.refused(401, "POST", "/api/auth/otp/verify", body))

    for kind, path, more in (
        ("magic_link", "/api/auth/magic-link", {}),
        ("password_reset", "/api/auth/password/reset", {"password": "another long pass phrase"}),
    ):
        key = new_id()
        token = login_token(KEY, kind, key)  # type: ignore[arg-type]
        link = """
        INSERT INTO challenges (id, kind, user_id, email, otp_hash, expires_at)
        VALUES ($1, $2, $3, $4, $5, now() + interval '1 hour')
        """
        await world.sql(link, key, kind, app.who.id, app.who.email, hash_of(token))
        problem = await nobody.refused(401, "POST", f"{path}/confirm", {"token": token, **more})
        opened = await app.end(asked(problem), code=app.code())
        assert opened["user"]["id"] == app.who.id
        await app.later()
    # the new password was set, though its page had to ask for one more step
    body = {"email": app.who.email, "password": "another long pass phrase"}
    asked(await nobody.refused(401, "POST", "/api/auth/login", body))


@pytest.mark.parametrize("is_verifying", [True, False])
async def test_passkey_counts_as_both_if_it_checked_who_holds_it(
    world: World, is_verifying: bool
) -> None:
    app, key = await with_app(world), Authenticator(is_verifying=is_verifying)
    await add(app.who, key)
    credential = {"credential": key.sign(await options(world))}

    answer = await world.nobody().ask("POST", "/api/auth/passkeys/login", credential)

    if is_verifying:
        assert answer.json()["user"]["id"] == app.who.id
    else:
        assert (await app.end(asked(answer.json()), code=app.code()))["access_token"]


async def test_code_works_once_even_at_the_same_moment(world: World) -> None:
    app = await with_app(world)
    tokens, code = [await app.begin() for _ in range(4)], app.code()

    answers = await at_once(
        *(
            world.nobody(n % 2).ask("POST", SECOND, {"token": token, "code": code})
            for n, token in enumerate(tokens)
        )
    )

    assert sorted(one.status_code for one in answers) == [200, 401, 401, 401]
    # nor does one that was shown before it
    assert (
        await app.refused(await app.begin(), code=app.code(-1)) == "/problems/second-factor-wrong"
    )


async def test_first_step_is_good_for_one_session(world: World) -> None:
    app = await with_app(world)
    token = await app.begin()
    await app.end(token, code=app.code())
    await app.later()

    assert await app.refused(token, code=app.code()) == "/problems/second-factor-wrong"


async def test_five_tries_and_no_more(world: World) -> None:
    app = await with_app(world)
    token = await app.begin()
    wrong = {"token": token, "code": "12345"}

    await at_once(*(world.nobody(n % 2).ask("POST", SECOND, wrong) for n in range(5)))

    assert await app.refused(token, code=app.code()) == "/problems/second-factor-wrong"
    await app.end(await app.begin(), code=app.code())


async def test_tries_of_an_account_are_limited_whatever_the_first_step(world: World) -> None:
    app = await with_app(world)
    tokens = [await app.begin() for _ in range(5)]
    async with world.limited() as process:
        bodies = [{"token": token, "code": "12345"} for token in tokens for _ in range(4)]
        for body in bodies:
            await process.http.post(SECOND, json=body)
        answer = await process.http.post(SECOND, json={"token": tokens[0], "code": app.code()})

    assert answer.status_code == 429


async def test_password_that_changed_meanwhile_ends_the_first_step(world: World) -> None:
    app = await with_app(world)
    token = await app.begin()
    change = {"password": "another long pass phrase", "current_password": PASSWORD}
    await app.who.put(f"/api/users/{app.who.id}", change)

    assert await app.refused(token, code=app.code()) == "/problems/second-factor-wrong"


async def test_token_of_something_else_is_no_first_step(world: World) -> None:
    app = await with_app(world)
    token = await app.begin()
    head, claims, signature = token.split(".")

    for other in (app.who.token, f"{head}.{claims}.{signature[::-1]}", "nonsense", ""):
        assert await app.refused(other, code=app.code()) == "/problems/second-factor-expired"
    # and a first step is no session
    bearer = {"authorization": f"Bearer {token}"}
    await world.nobody().refused(401, "GET", "/api/me", headers=bearer)


@pytest.mark.usefixtures("worker")
async def test_recovery_code_logs_in_once(world: World) -> None:
    app = await with_app(world)
    first, second = app.recovery[:2]

    await app.end(await app.begin(), recovery_code=f" {first.lower().replace('-', ' ')} ")

    assert await app.refused(await app.begin(), recovery_code=first) == (
        "/problems/second-factor-wrong"
    )
    assert (await app.who.get(MINE))["recovery_codes_left"] == 9
    made = await app.who.post(f"{MINE}/recovery-codes", {"code": app.code()})
    assert len(made["recovery_codes"]) == 10
    await app.refused(await app.begin(), recovery_code=second)
    await app.end(await app.begin(), recovery_code=made["recovery_codes"][0])

    async def is_told() -> bool:
        told = [row["subject"] for row in await world.sql(MAILS, app.who.id)]
        return "A recovery code was used to log in to your account" in told

    await until(is_told, limit=60)


async def test_neither_secret_nor_recovery_codes_are_stored_readably(world: World) -> None:
    app = await with_app(world)

    [row] = await world.sql("SELECT * FROM authenticator_apps WHERE user_id = $1", app.who.id)

    assert app.secret.encode() not in row["secret"]
    assert not set(row["recovery_hashes"]) & {hash_of(code) for code in app.recovery}


async def test_change_needs_a_recent_log_in_and_a_code(world: World) -> None:
    app = await with_app(world)
    for path in ("recovery-codes", "turn-off"):
        await app.who.refused(422, "POST", f"{MINE}/{path}", {"code": "000000"})
    assert (await app.who.refused(409, "POST", MINE))["type"] == "/problems/second-factor-on"
    await grow_old(world, app.who)

    for path in ("recovery-codes", "turn-off", "confirm"):
        problem = await app.who.refused(403, "POST", f"{MINE}/{path}", {"code": app.code()})
        assert problem["type"] == "/problems/recent-login-needed"
    await app.who.refused(403, "POST", MINE)


async def test_body_has_one_code(world: World) -> None:
    app = await with_app(world)
    token = await app.begin()

    for codes in ({}, {"code": "1", "recovery_code": "2"}):
        await world.nobody().refused(422, "POST", SECOND, {"token": token, **codes})


async def test_closed_account_keeps_no_app(world: World) -> None:
    app = await with_app(world)

    await app.who.delete("/api/me")

    count = "SELECT count(*) FROM authenticator_apps WHERE user_id = $1"
    assert await world.one(count, app.who.id) == 0


@pytest.mark.unit
def test_clock_may_be_wrong_by_one_code() -> None:
    secret, at = pyotp.random_base32(), 1_900_000_000.0
    shown = [pyotp.TOTP(secret).at(int(at) + 30 * n) for n in range(-2, 3)]

    found = [step_of(secret, code, at) for code in shown]

    step = int(at) // 30
    assert found == [None, step - 1, step, step + 1, None]


@pytest.mark.unit
def test_recovery_codes_can_be_read_aloud() -> None:
    codes, who = new_recovery_codes(), new_id()

    assert all(re.fullmatch(r"[2-9A-HJKMNP-Z]{5}-[2-9A-HJKMNP-Z]{5}", code) for code in codes)
    plain = codes[0].replace("-", "").lower()
    assert recovery_hash(KEY, who, codes[0]) == recovery_hash(KEY, who, plain)
    assert recovery_hash(KEY, who, codes[0]) != recovery_hash(KEY, new_id(), plain)


@pytest.mark.unit
def test_provider_leads_to_the_second_step_with_the_token_out_of_logs() -> None:
    assert second_step("abc", "/join/x") == "/login/second?next=%2Fjoin%2Fx#abc"


@contextlib.asynccontextmanager
async def strict(world: World) -> AsyncIterator[int]:
    """The number of a process that wants a second factor of admins."""
    async with world.with_settings(CONVITE_ADMIN_SECOND_FACTOR="required") as process:
        world.processes.append(process)
        try:
            yield len(world.processes) - 1
        finally:
            world.processes.remove(process)


async def an_admin(world: World) -> Person:
    boss = await world.organizer("Boss")
    await world.sql("UPDATE users SET platform_role = 'admin' WHERE id = $1", boss.id)
    return boss


async def test_admin_needs_a_second_factor(world: World) -> None:
    boss, other = await an_admin(world), await world.organizer("Other")
    party = await other.post("/api/events", {"title": "Dinner"})
    body = {"email": boss.email, "password": PASSWORD}
    async with strict(world) as at:
        nobody = world.nobody(at)
        tokens = await nobody.post("/api/auth/login", body)

        # with a password alone they are a host like any other
        plain = world.logged_in(tokens).through(at)
        assert (await plain.post("/api/events", {"title": "Mine"}))["status"] == "draft"
        for path in ("/api/users", f"/api/users/{other.id}", f"/api/events/{party['id']}"):
            problem = await plain.refused(403, "GET", path)
            assert problem["type"] == "/problems/second-factor-needed"
        await plain.refused(403, "PATCH", f"/api/users/{other.id}", {"role": "admin"})

        # the first app that they add counts at once, from the next tokens on
        app = App(world, boss, (await plain.post(MINE))["secret"], [])
        await plain.post(f"{MINE}/confirm", {"code": app.code()})
        body_of_refresh = {"refresh_token": tokens["refresh_token"]}
        renewed = world.logged_in(await nobody.post("/api/auth/refresh", body_of_refresh))
        assert (await renewed.through(at).get("/api/users"))["items"]

        await app.later()
        first = asked(await nobody.refused(401, "POST", "/api/auth/login", body))
        shown = world.logged_in(await nobody.post(SECOND, {"token": first, "code": app.code()}))
        assert (await shown.through(at).get(f"/api/users/{other.id}"))["id"] == other.id


async def test_whoever_knows_only_an_admins_password_adds_no_factor(world: World) -> None:
    """Log-ins by password go on beside a passkey: a second factor of a thief's would open all."""
    boss = await an_admin(world)
    await add(boss, Authenticator())
    body = {"email": boss.email, "password": PASSWORD}
    async with strict(world) as at:
        thief = world.logged_in(await world.nobody(at).post("/api/auth/login", body)).through(at)

        for path in (MINE, "/api/me/passkeys/options"):
            problem = await thief.refused(403, "POST", path)
            assert problem["type"] == "/problems/second-factor-needed"
        passkey = (await thief.get("/api/me/passkeys"))["items"][0]["id"]
        await thief.refused(403, "DELETE", f"/api/me/passkeys/{passkey}")


async def test_whoever_knows_only_an_admins_password_moves_no_address(world: World) -> None:
    """Codes to log in would be sent there, and whoever proves an address is alone with the account."""
    boss = await an_admin(world)
    await add(boss, Authenticator())
    body = {"email": boss.email, "password": PASSWORD}
    async with strict(world) as at:
        thief = world.logged_in(await world.nobody(at).post("/api/auth/login", body)).through(at)

        evil = {"email": "evil@example.com"}
        problem = await thief.refused(403, "PATCH", f"/api/users/{boss.id}", evil)

    assert problem["type"] == "/problems/second-factor-needed"


async def test_an_address_is_moved_only_after_a_recent_login(world: World) -> None:
    ana = await world.organizer()
    await grow_old(world, ana)

    problem = await ana.refused(403, "PATCH", f"/api/users/{ana.id}", {"email": "x@example.com"})

    assert problem["type"] == "/problems/recent-login-needed"
    await ana.patch(f"/api/users/{ana.id}", {"name": "Ana Paz", "email": ana.email})


async def test_a_mailbox_alone_takes_no_factor_of_an_admin_away(world: World) -> None:
    """Nobody has confirmed the address of an admin who was made on the command line."""
    boss = await an_admin(world)
    app = await with_app(world, boss)
    await world.nobody().post("/api/auth/otp/request", {"email": boss.email})
    typed = {"email": boss.email, "code": await code_for(world, boss.email)}

    asked(await world.nobody().refused(401, "POST", "/api/auth/otp/verify", typed))

    assert (await app.who.get(MINE))["is_on"]
