"""Passkeys: how one is added and logs in, and what no authenticator can make us believe."""

import io
import json
import zipfile
from typing import Any

import pytest

from convite.core.language import Locale
from convite.people.logincodes.rules import code_of
from convite.people.passkeys.rules import default_name, site_of
from tests.authenticator import Authenticator, encoded
from tests.people.test_sessions import CHROME, SAFARI
from tests.support import until
from tests.world import PASSWORD, Person, World, at_once

MINE = "/api/me/passkeys"
LOGIN = "/api/auth/passkeys"
MAILS = "SELECT subject FROM messages WHERE user_id = $1 AND dedup_key LIKE 'account.%' ORDER BY id"


async def add(who: Person, key: Authenticator, **more: Any) -> Any:
    options = (await who.post(f"{MINE}/options"))["options"]
    return await who.post(MINE, {"credential": key.make(options), **more})


async def owner(world: World, **values: Any) -> tuple[Person, Authenticator]:
    """Somebody with a passkey."""
    who, key = await world.organizer(), Authenticator(**values)
    await add(who, key)
    return who, key


async def options(world: World) -> dict[str, Any]:
    """What a log-in asks authenticators for."""
    asked: dict[str, Any] = (await world.nobody().post(f"{LOGIN}/options"))["options"]
    return asked


async def log_in(world: World, credential: dict[str, Any]) -> Any:
    return await world.nobody().post(f"{LOGIN}/login", {"credential": credential})


async def refusal(world: World, credential: Any) -> str:
    """Why nobody is logged in."""
    path, body = f"{LOGIN}/login", {"credential": credential}
    return str((await world.nobody().refused(401, "POST", path, body))["type"])


async def grow_old(world: World, who: Person) -> None:
    """As if all their sessions had been opened an hour ago."""
    past = "UPDATE user_sessions SET created_at = now() - interval '1 hour' WHERE user_id = $1"
    await world.sql(past, who.id)


@pytest.mark.usefixtures("worker")
async def test_passkey_is_added_logs_in_and_is_deleted(world: World) -> None:
    ana, key = await world.organizer(), Authenticator()
    made = await add(ana, key, name="My phone")

    opened = await log_in(world, key.sign(await options(world)))
    [listed] = (await world.logged_in(opened).get(MINE))["items"]

    assert (made["name"], made["last_used_at"]) == ("My phone", None)
    assert opened["user"]["id"] == ana.id
    assert listed == {**made, "last_used_at": listed["last_used_at"]}
    assert listed["last_used_at"]

    renamed = await ana.patch(f"{MINE}/{made['id']}", {"name": "Old phone"})
    assert renamed["name"] == "Old phone"
    await ana.delete(f"{MINE}/{made['id']}")
    assert (await ana.get(MINE))["items"] == []
    assert await refusal(world, key.sign(await options(world))) == "/problems/passkey-refused"

    async def both_told() -> bool:
        return len(await world.sql(MAILS, ana.id)) == 2

    await until(both_told, limit=60)
    told = {row["subject"] for row in await world.sql(MAILS, ana.id)}
    assert told == {"A passkey was added to your account", "A passkey of your account was deleted"}


async def test_options_ask_for_a_passkey_that_is_found_without_a_name(world: World) -> None:
    ana, key = await owner(world)

    asked = (await ana.post(f"{MINE}/options"))["options"]
    login = await options(world)

    assert asked["rp"] == {"name": "Convite", "id": "convite.test"}
    assert asked["user"]["name"] == ana.email
    assert asked["authenticatorSelection"]["residentKey"] == "required"
    assert asked["authenticatorSelection"]["userVerification"] == "preferred"
    assert [one["id"] for one in asked["excludeCredentials"]] == [encoded(key.id)]
    # no list of passkeys, which would tell who has which
    assert (login["rpId"], login.get("allowCredentials", [])) == ("convite.test", [])


@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "http://convite.evil"},
        {"origin": "https://convite.test"},
        {"domain": "convite.evil"},
        {"challenge": encoded(b"of nobody's making, but as long")},
        {"type": "webauthn.create"},
    ],
)
async def test_signature_for_something_else_logs_nobody_in(
    world: World, wrong: dict[str, str]
) -> None:
    _, key = await owner(world)

    assert await refusal(world, key.sign(await options(world), **wrong)) == (
        "/problems/passkey-refused"
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "http://convite.evil"},
        {"domain": "convite.evil"},
        {"challenge": encoded(b"of nobody's making, but as long")},
        {"type": "webauthn.get"},
    ],
)
async def test_passkey_made_for_something_else_is_not_added(
    world: World, wrong: dict[str, str]
) -> None:
    ana = await world.organizer()
    asked = (await ana.post(f"{MINE}/options"))["options"]

    body = {"credential": Authenticator().make(asked, **wrong)}
    assert (await ana.refused(401, "POST", MINE, body))["type"] == "/problems/passkey-refused"
    assert (await ana.get(MINE))["items"] == []


async def test_challenge_works_once_even_at_the_same_moment(world: World) -> None:
    _, key = await owner(world)
    signed = key.sign(await options(world))
    bodies = [{"credential": signed}] * 4

    answers = await at_once(
        *(world.nobody(n % 2).ask("POST", f"{LOGIN}/login", body) for n, body in enumerate(bodies))
    )

    assert sorted(one.status_code for one in answers) == [200, 401, 401, 401]
    assert await refusal(world, signed) == "/problems/passkey-refused"


async def test_challenge_that_was_answered_wrongly_is_used_up(world: World) -> None:
    _, key = await owner(world)
    asked = await options(world)

    await refusal(world, key.sign(asked, origin="http://convite.evil"))

    assert await refusal(world, key.sign(asked)) == "/problems/passkey-refused"


async def test_challenge_expires_after_five_minutes(world: World) -> None:
    _, key = await owner(world)
    asked = await options(world)
    lasts = "SELECT max(expires_at - created_at) FROM challenges WHERE kind LIKE 'passkey%'"
    assert (await world.one(lasts)).total_seconds() <= 301
    await world.sql("UPDATE challenges SET expires_at = now() WHERE kind = 'passkey_login'")

    assert await refusal(world, key.sign(asked)) == "/problems/passkey-refused"


async def test_challenge_to_log_in_adds_nothing_and_one_to_add_logs_nobody_in(world: World) -> None:
    ana, key = await owner(world)
    to_add, to_log_in = (await ana.post(f"{MINE}/options"))["options"], await options(world)

    crossed = {**to_add, "challenge": to_log_in["challenge"]}
    await ana.refused(401, "POST", MINE, {"credential": Authenticator().make(crossed)})

    crossed = {**to_log_in, "challenge": to_add["challenge"]}
    assert await refusal(world, key.sign(crossed)) == "/problems/passkey-refused"


async def test_challenge_of_one_account_adds_no_passkey_to_another(world: World) -> None:
    ana, eve = await world.organizer(), await world.organizer("Eve")
    of_eve = (await eve.post(f"{MINE}/options"))["options"]

    await ana.refused(401, "POST", MINE, {"credential": Authenticator().make(of_eve)})
    assert (await ana.get(MINE))["items"] == (await eve.get(MINE))["items"] == []


async def test_passkey_opens_its_own_account_only(world: World) -> None:
    """Neither by another's name for it, nor by another's key, nor in a second account."""
    ana, key = await owner(world)
    eve, other = await owner(world)

    claimed = Authenticator(key=other.key, id=other.id, handle=key.handle, count=other.count)
    assert await refusal(world, claimed.sign(await options(world))) == "/problems/passkey-refused"
    forged = Authenticator(key=other.key, id=key.id, handle=key.handle, count=key.count)
    assert await refusal(world, forged.sign(await options(world))) == "/problems/passkey-refused"

    again = (await eve.post(f"{MINE}/options"))["options"]
    body = {"credential": key.make(again)}
    assert (await eve.refused(409, "POST", MINE, body))["type"] == "/problems/passkey-taken"
    [passkey] = (await ana.get(MINE))["items"]
    for method, more in (("PATCH", {"name": "Mine"}), ("DELETE", None)):
        await eve.refused(404, method, f"{MINE}/{passkey['id']}", more)


@pytest.mark.usefixtures("worker")
async def test_copied_passkey_ends_and_its_owner_is_told(world: World) -> None:
    ana, key = await owner(world)
    copy = Authenticator(key=key.key, id=key.id, handle=key.handle, count=key.count)
    await log_in(world, key.sign(await options(world)))
    await log_in(world, key.sign(await options(world)))

    assert await refusal(world, copy.sign(await options(world))) == "/problems/passkey-copied"

    assert (await ana.get(MINE))["items"] == []
    assert await refusal(world, key.sign(await options(world))) == "/problems/passkey-refused"

    async def is_told() -> bool:
        told = [row["subject"] for row in await world.sql(MAILS, ana.id)]
        return "A passkey of your account was turned off" in told

    await until(is_told, limit=60)


async def test_count_of_a_forgery_ends_nothing(world: World) -> None:
    """Without the key, a count that goes backwards is no copy: else anybody could end any passkey."""
    ana, key = await owner(world)
    await log_in(world, key.sign(await options(world)))
    forged = Authenticator(id=key.id, handle=key.handle, step=0)

    assert await refusal(world, forged.sign(await options(world))) == "/problems/passkey-refused"
    assert len((await ana.get(MINE))["items"]) == 1


async def test_synced_passkey_that_counts_nothing_logs_in_again_and_again(world: World) -> None:
    ana, key = await owner(world, step=0)

    for _ in range(2):
        opened = await log_in(world, key.sign(await options(world)))
        assert opened["user"]["id"] == ana.id


@pytest.mark.parametrize(
    "nonsense",
    [
        {},
        {"response": "no"},
        {"rawId": 7, "response": {"clientDataJSON": 7}},
        {"response": {"clientDataJSON": "é"}},
        {"response": {"clientDataJSON": encoded(b"[]")}},
        {"response": {"clientDataJSON": encoded(b'{"challenge": 1}')}},
    ],
)
async def test_nonsense_is_refused(world: World, nonsense: dict[str, Any]) -> None:
    assert await refusal(world, nonsense) == "/problems/passkey-refused"


@pytest.mark.parametrize("name", ["rawId", "id", "type"])
@pytest.mark.parametrize("value", [None, 7, "", "é", [], "AAAA"])
async def test_broken_credential_is_refused(world: World, name: str, value: Any) -> None:
    _, key = await owner(world)
    credential = {**key.sign(await options(world)), name: value}

    assert await refusal(world, credential) == "/problems/passkey-refused"


@pytest.mark.parametrize("name", ["clientDataJSON", "authenticatorData", "signature", "userHandle"])
@pytest.mark.parametrize("value", [7, "é", [], "AAAA", encoded(bytes(200))])
async def test_broken_answer_is_refused(world: World, name: str, value: Any) -> None:
    _, key = await owner(world)
    credential = key.sign(await options(world))
    credential["response"][name] = value

    assert await refusal(world, credential) == "/problems/passkey-refused"


@pytest.mark.parametrize("value", [None, 7, "é", "AAAA", encoded(bytes(200)), encoded(b"\xa0")])
async def test_broken_passkey_is_not_added(world: World, value: Any) -> None:
    ana = await world.organizer()
    credential = Authenticator().make((await ana.post(f"{MINE}/options"))["options"])
    credential["response"]["attestationObject"] = value

    await ana.refused(401, "POST", MINE, {"credential": credential})


async def test_adding_and_deleting_need_a_recent_log_in(world: World) -> None:
    ana, _ = await owner(world)
    [passkey] = (await ana.get(MINE))["items"]
    await grow_old(world, ana)

    refused = await ana.refused(403, "POST", f"{MINE}/options")
    assert refused["type"] == "/problems/recent-login-needed"
    await ana.refused(403, "POST", MINE, {"credential": {}})
    await ana.refused(403, "DELETE", f"{MINE}/{passkey['id']}")
    # new tokens of the same log-in don't make it younger
    renewed = await world.nobody().post("/api/auth/refresh", {"refresh_token": ana.refresh_token})
    await world.logged_in(renewed).refused(403, "POST", f"{MINE}/options")

    again = await world.nobody().post("/api/auth/login", {"email": ana.email, "password": PASSWORD})
    await world.logged_in(again).delete(f"{MINE}/{passkey['id']}")


async def test_last_way_in_is_never_deleted(world: World) -> None:
    ana, _ = await owner(world)
    await add(ana, Authenticator())
    first, second = [one["id"] for one in (await ana.get(MINE))["items"]]
    await world.sql("UPDATE users SET password_hash = NULL WHERE id = $1", ana.id)

    answers = await at_once(
        ana.ask("DELETE", f"{MINE}/{first}"), ana.through(1).ask("DELETE", f"{MINE}/{second}")
    )
    assert sorted(one.status_code for one in answers) == [204, 409]

    # a code can be sent to a proven address
    await world.sql("UPDATE users SET email_verified_at = now() WHERE id = $1", ana.id)
    [left] = (await ana.get(MINE))["items"]
    await ana.delete(f"{MINE}/{left['id']}")


async def test_account_has_so_many_passkeys_at_the_most(world: World) -> None:
    ana, _ = await owner(world)
    copies = """
    INSERT INTO passkeys (id, user_id, name, credential_id, public_key, sign_count, is_synced)
    SELECT gen_random_uuid(), user_id, name, uuid_send(gen_random_uuid()), public_key, 0, false
    FROM passkeys, generate_series(2, 20) WHERE user_id = $1
    """
    await world.sql(copies, ana.id)

    assert len((await ana.get(MINE))["items"]) == 20
    refused = await ana.refused(409, "POST", f"{MINE}/options")
    assert refused["type"] == "/problems/too-many-passkeys"


async def test_disabled_account_is_not_opened(world: World) -> None:
    ana, key = await owner(world)
    await world.sql("UPDATE users SET is_active = false WHERE id = $1", ana.id)

    assert await refusal(world, key.sign(await options(world))) == "/problems/not-known"


async def test_whoever_first_proves_the_address_is_alone_with_the_account(world: World) -> None:
    """A passkey of somebody who registered with another's address ends with their sessions."""
    eve, key = await owner(world)
    asked = await world.nobody().ask("POST", "/api/auth/otp/request", {"email": eve.email})
    assert asked.status_code == 202
    code = await world.one(
        "SELECT id FROM challenges WHERE email = $1 AND kind = 'email_otp'", eve.email
    )
    typed = {"email": eve.email, "code": code_of(b"the key of the tests", code)}
    await world.nobody().post("/api/auth/otp/verify", typed)

    assert await refusal(world, key.sign(await options(world))) == "/problems/passkey-refused"


async def test_export_names_passkeys_and_a_closed_account_has_none(world: World) -> None:
    ana, key = await world.organizer(), Authenticator()
    await add(ana, key, name="My phone")

    exported = await ana.ask("GET", "/api/me/export")
    with zipfile.ZipFile(io.BytesIO(exported.content)) as archive:
        [row] = json.loads(archive.read("passkeys.json"))
    await ana.delete("/api/me")

    assert row["name"] == "My phone"
    assert row["created_at"]
    assert row.keys() == {"name", "is_synced", "last_used_at", "created_at"}
    assert await world.one("SELECT count(*) FROM passkeys WHERE user_id = $1", ana.id) == 0
    assert await refusal(world, key.sign(await options(world))) == "/problems/passkey-refused"


@pytest.mark.unit
@pytest.mark.parametrize(
    ("address", "domain", "origin"),
    [
        ("https://convite.example", "convite.example", "https://convite.example"),
        ("https://Convite.example:8443", "convite.example", "https://convite.example:8443"),
        ("http://127.0.0.1:8000", "localhost", "http://localhost:8000"),
        ("http://[::1]:8000", "localhost", "http://localhost:8000"),
        ("http://192.168.1.2:8000", "192.168.1.2", "http://192.168.1.2:8000"),
    ],
)
def test_site_of_an_address(address: str, domain: str, origin: str) -> None:
    site = site_of(address)

    assert (site.domain, site.origin) == (domain, origin)


@pytest.mark.unit
def test_passkey_is_named_after_its_device() -> None:
    assert default_name(SAFARI, Locale.EN) == "iPhone · Safari"
    assert default_name(CHROME, Locale.EN) == "Windows · Chrome"
    assert default_name("", Locale.EN) == "Passkey"
