"""Logging in by a code that was sent to a phone or an e-mail address."""

import asyncio
import random
from typing import Any

import pytest

from convite.core.config import Settings
from convite.core.ids import hash_of
from convite.people.logincodes.rules import MAX_TRIES, code_of
from tests.support import until
from tests.world import World


def a_phone() -> str:
    """A Spanish mobile number that no other test has."""
    return f"+346{random.randrange(10**8):08d}"


async def ask(world: World, /, **to: str) -> Any:
    return await world.http.post("/api/auth/otp/request", json=to)


async def type_in(world: World, code: str, /, **to: str) -> Any:
    answer = await world.http.post("/api/auth/otp/verify", json={**to, "code": code})
    world.http.cookies.clear()
    return answer


async def newest(world: World, address: str) -> Any:
    [row] = await world.sql(
        "SELECT * FROM challenges WHERE phone = $1 OR email = $1 ORDER BY created_at DESC LIMIT 1",
        address,
    )
    return row


async def code_for(world: World, address: str) -> str:
    """The code of the newest message to an address, computed as the server does."""
    secret = Settings(secret_key=world.environment(0)["CONVITE_SECRET_KEY"]).secret
    return code_of(secret, (await newest(world, address))["id"])


async def past(world: World, address: str, seconds: int) -> None:
    """So many seconds go by for the codes of an address."""
    await world.sql(
        "UPDATE challenges SET created_at = created_at - make_interval(secs => $2),"
        " expires_at = expires_at - make_interval(secs => $2) WHERE phone = $1 OR email = $1",
        address,
        seconds,
    )


async def test_a_code_logs_in_and_the_first_use_makes_the_account(world: World) -> None:
    phone = a_phone()

    asked = await ask(world, phone=phone)
    first = await type_in(world, await code_for(world, phone), phone=phone)
    await past(world, phone, 60)
    await ask(world, phone=phone)
    second = await type_in(world, await code_for(world, phone), phone=phone)

    assert (asked.status_code, asked.json()) == (202, {"again_in": 30, "expires_in": 300})
    assert (first.status_code, first.json()["is_new"], second.json()["is_new"]) == (
        200,
        True,
        False,
    )
    assert first.json()["user"]["id"] == second.json()["user"]["id"]
    me = await world.logged_in(second.json()).get("/api/me")
    assert (me["phone"], me["email"], me["profile"]["is_verified"]) == (phone, None, True)


async def test_a_code_by_mail_does_the_same(world: World) -> None:
    email = f"jo{random.randrange(10**9)}@example.com"

    await ask(world, email=email.upper())
    answer = await type_in(world, await code_for(world, email), email=email)

    assert (answer.status_code, answer.json()["is_new"]) == (200, True)
    assert answer.json()["user"]["email_verified_at"] is not None


async def test_a_code_works_once_as_it_was_pasted(world: World) -> None:
    phone = a_phone()
    await ask(world, phone=phone)
    code = await code_for(world, phone)

    answers = await asyncio.gather(
        *(type_in(world, f" {code[:3]}-{code[3:]} ", phone=phone) for _ in range(4))
    )

    assert sorted(one.status_code for one in answers) == [200, 401, 401, 401]


async def test_of_parallel_guesses_no_more_than_five_are_compared(world: World) -> None:
    phone = a_phone()
    await ask(world, phone=phone)
    code = await code_for(world, phone)
    wrong = [f"{(int(code) + step) % 10**6:06d}" for step in range(1, 31)]

    answers = await asyncio.gather(*(type_in(world, one, phone=phone) for one in wrong))
    right = await type_in(world, code, phone=phone)

    assert {one.status_code for one in answers} == {401}
    assert (await newest(world, phone))["attempts"] == MAX_TRIES
    assert right.status_code == 401


async def test_old_and_replaced_codes_and_those_of_others_log_nobody_in(world: World) -> None:
    phone, other = a_phone(), a_phone()
    await ask(world, phone=phone)
    old = await code_for(world, phone)
    await past(world, phone, 31)
    await ask(world, phone=phone)
    replaced = await type_in(world, old, phone=phone)
    code = await code_for(world, phone)
    elsewhere = await type_in(world, code, phone=other)
    await past(world, phone, 301)
    expired = await type_in(world, code, phone=phone)

    assert [one.status_code for one in (replaced, elsewhere, expired)] == [401, 401, 401]
    assert replaced.json()["type"].endswith("code-wrong")


async def test_during_the_cool_down_nothing_is_sent(world: World) -> None:
    phone = a_phone()
    sent = "SELECT count(*) FROM challenges WHERE phone = $1"
    counts, waits = [], []
    for pause in (0, 29, 2, 59, 2):
        await past(world, phone, pause)
        answer = await ask(world, phone=phone)
        counts.append(await world.one(sent, phone))
        waits.append(answer.json()["again_in"])

    assert counts == [1, 1, 2, 2, 3]
    assert [waits[0], waits[2], waits[4]] == [30, 60, 300]


@pytest.mark.parametrize(
    ("phone", "name"),
    [("+34803000000", "code.number"), ("+4412", "value.phone"), ("612345678", "value.phone")],
)
async def test_numbers_at_which_nobody_reads_are_refused(
    world: World, phone: str, name: str
) -> None:
    answer = await ask(world, phone=phone)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/phone"
    assert await world.one("SELECT count(*) FROM challenges WHERE phone = $1", phone) == 0


async def test_once_they_cost_money_codes_go_to_named_countries_only(world: World) -> None:
    paid = {
        "CONVITE_TWILIO_ACCOUNT_SID": "AC0",
        "CONVITE_TWILIO_AUTH_TOKEN": "token",
        "CONVITE_SMS_SENDERS": "+15550001111",
    }
    async with world.with_settings(**paid) as none:
        closed = await none.http.post("/api/auth/otp/request", json={"phone": a_phone()})
    async with world.with_settings(**paid, CONVITE_OTP_COUNTRIES="PT,ES") as some:
        opened = await some.http.post("/api/auth/otp/request", json={"phone": a_phone()})
        french = await some.http.post("/api/auth/otp/request", json={"phone": "+33612345678"})

    assert [one.status_code for one in (closed, opened, french)] == [422, 202, 422]


async def test_whoever_registered_with_anothers_number_loses_it(world: World) -> None:
    phone, email = a_phone(), f"eve{random.randrange(10**9)}@example.com"
    account = {"name": "Eve", "email": email, "phone": phone, "password": "an evening to remember"}
    eve = (await world.http.post("/api/auth/register", json=account)).json()

    await ask(world, phone=phone)
    answer = await type_in(world, await code_for(world, phone), phone=phone)

    assert answer.json()["is_new"] is True
    assert answer.json()["user"]["id"] != eve["user"]["id"]
    assert (await world.logged_in(eve).get("/api/me"))["phone"] is None


async def test_what_else_opened_an_unproven_account_is_taken_away(world: World) -> None:
    phone = a_phone()
    account = {"name": "Eve", "phone": phone, "password": "an evening to remember"}
    before = (await world.http.post("/api/auth/register", json=account)).json()

    await ask(world, phone=phone)
    answer = await type_in(world, await code_for(world, phone), phone=phone)
    login = {"phone": phone, "password": account["password"]}
    by_password = await world.http.post("/api/auth/login", json=login)
    me = await world.logged_in(before).ask("GET", "/api/me")

    assert answer.json()["user"]["id"] == before["user"]["id"]
    assert (by_password.status_code, me.status_code) == (401, 401)


async def test_a_flood_over_many_numbers_stays_within_the_budget_of_all_processes(
    world: World,
) -> None:
    """`security.md`, SMS pumping; `bench/codes.py` has 5,000 requests over 50 prefixes."""
    start = random.randrange(1000)
    numbers = [f"+3461{start:03d}{end:04d}" for end in range(120)]
    async with world.limited() as one, world.with_settings(CONVITE_LIMITS="on") as two:

        async def flood(process: Any, number: str) -> int:
            answer = await process.http.post("/api/auth/otp/request", json={"phone": number})
            return int(answer.status_code)

        statuses = []
        for start_of in range(0, len(numbers), 40):
            some = numbers[start_of : start_of + 40]
            work = (flood((one, two)[place % 2], number) for place, number in enumerate(some))
            statuses += await asyncio.gather(*work)
            # the budget of one network is not what is tried here
            network = hash_of("code-request:127.0.0.1")
            await world.sql("DELETE FROM budget_uses WHERE key = $1", network)

    prefix = numbers[0][:-4] + "%"
    sent = await world.one("SELECT count(*) FROM challenges WHERE phone LIKE $1", prefix)
    assert (sent, statuses.count(202), statuses.count(429)) == (30, 30, 90)


async def test_a_range_of_numbers_where_nobody_types_codes_in_is_paused(world: World) -> None:
    start = random.randrange(1000)
    numbers = [f"+3462{start:03d}{end:04d}" for end in range(21)]
    async with world.limited() as process:
        for number in numbers[:20]:
            await process.http.post("/api/auth/otp/request", json={"phone": number})
            await past(world, number, 600)
        paused = await process.http.post("/api/auth/otp/request", json={"phone": numbers[20]})
        # somebody does: a fifth of them
        await world.sql(
            "UPDATE challenges SET is_verified = true WHERE phone = ANY ($1)", numbers[:4]
        )
        goes_on = await process.http.post("/api/auth/otp/request", json={"phone": numbers[20]})

    assert (paused.status_code, goes_on.status_code) == (429, 202)


async def test_the_message_says_the_code_and_whose_page_it_is_for(world: World) -> None:
    phone = a_phone()
    await ask(world, phone=phone)
    code = await code_for(world, phone)

    texts = "SELECT text, status, priority FROM messages WHERE address = $1"
    with world.worker():
        await until(lambda: world.sql(texts, phone), limit=60)
    [row] = await world.sql(texts, phone)

    assert row["text"].startswith(f"{code} is your Convite code.")
    assert row["text"].rstrip().endswith(f"@convite.test #{code}")
    assert (row["status"], row["priority"]) == ("outbox", 1)
