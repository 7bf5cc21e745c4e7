"""Accounts: register, log in, refresh, log out."""

import asyncio
import secrets

import pytest

from tests.support import until
from tests.world import PASSWORD, Person, World

WEB = {"x-convite": "web"}


async def log_in(world: World, email: str, password: str = PASSWORD) -> Person:
    body = {"email": email, "password": password}
    return world.logged_in(await world.nobody().post("/api/auth/login", body), email)


async def test_register_logs_in_with_an_organization_of_ones_own(world: World) -> None:
    ana = await world.organizer("Ana Ruiz")

    me = await ana.get("/api/me")
    organizations = (await ana.get("/api/organizations"))["items"]

    assert (me["name"], me["email"], me["role"]) == ("Ana Ruiz", ana.email, "organizer")
    assert (me["profile"]["locale"], me["organization_id"]) == ("en", ana.organization_id)
    assert [one["id"] for one in organizations] == [ana.organization_id]


async def test_email_is_taken_whatever_its_case(world: World) -> None:
    ana = await world.organizer()
    body = {"name": "Else", "email": ana.email.upper(), "password": PASSWORD}

    problem = await world.nobody().refused(409, "POST", "/api/auth/register", body)

    assert problem["type"] == "/problems/email-taken"
    assert (await log_in(world, ana.email.upper())).id == ana.id


@pytest.mark.parametrize(
    ("field", "body"),
    [
        ("/password", {"email": "a@example.com", "password": "short"}),
        ("/password", {"email": "a@example.com", "password": "passwordpassword"}),
        ("/email", {"email": "no address", "password": PASSWORD}),
        ("/phone", {"phone": "12", "password": PASSWORD}),
        ("/role", {"email": "a@example.com", "password": PASSWORD, "role": "admin"}),
        ("", {"password": PASSWORD}),
    ],
)
async def test_register_names_what_is_wrong(world: World, field: str, body: object) -> None:
    problem = await world.nobody().refused(
        422,
        "POST",
        "/api/auth/register",
        {"name": "A", **body},  # type: ignore[dict-item]
    )

    assert problem["errors"][0]["pointer"] == field


async def test_phone_alone_is_enough(world: World) -> None:
    phone = f"+3461{secrets.randbelow(10**7):07}"
    body = {"name": "Leo", "phone": phone, "password": PASSWORD}

    made = await world.nobody().post("/api/auth/register", body)
    found = await world.nobody().post("/api/auth/login", {"phone": phone, "password": PASSWORD})

    assert made["user"]["id"] == found["user"]["id"]


async def test_wrong_password_and_unknown_account_read_alike(world: World) -> None:
    ana = await world.organizer()
    wrong = {"email": ana.email, "password": "another pass phrase"}
    unknown = {"email": "nobody@example.com", "password": PASSWORD}

    problems = [
        await world.nobody().refused(401, "POST", "/api/auth/login", body)
        for body in (wrong, unknown)
    ]

    assert problems[0] == problems[1]


async def test_refresh_rotates(world: World) -> None:
    ana = await world.organizer()

    first = await world.nobody().post("/api/auth/refresh", {"refresh_token": ana.refresh_token})
    body = {"refresh_token": first["refresh_token"]}
    second = await world.nobody(1).post("/api/auth/refresh", body)

    assert len({ana.refresh_token, first["refresh_token"], second["refresh_token"]}) == 3
    assert (await world.logged_in(second).get("/api/me"))["id"] == ana.id


async def test_two_tabs_refreshing_at_once_both_stay_logged_in(world: World) -> None:
    """They share a cookie: whichever answer comes last, its token is the session's."""
    ana = await world.organizer()
    body = {"refresh_token": ana.refresh_token}

    one, other = await asyncio.gather(
        world.nobody().post("/api/auth/refresh", body),
        world.nobody(1).post("/api/auth/refresh", body),
    )

    assert one["refresh_token"] == other["refresh_token"] != ana.refresh_token
    for tab in (one, other):
        assert (await world.logged_in(tab).get("/api/me"))["id"] == ana.id
    later = await world.nobody().post(
        "/api/auth/refresh", {"refresh_token": other["refresh_token"]}
    )
    await world.logged_in(later).get("/api/me")


async def test_refresh_token_used_again_later_ends_the_log_in(world: World) -> None:
    """The second use says that it was copied: thief and owner are both out."""
    ana = await world.organizer()
    other = await log_in(world, ana.email)
    body = {"refresh_token": ana.refresh_token}
    fresh = world.logged_in(await world.nobody().post("/api/auth/refresh", body))
    await world.sql(
        "UPDATE user_sessions SET last_used_at = last_used_at - interval '31 seconds'"
        " WHERE user_id = $1",
        ana.id,
    )

    problem = await world.nobody(1).refused(401, "POST", "/api/auth/refresh", body)

    assert problem["type"] == "/problems/token-reuse"

    async def both_are_out() -> bool:
        answers = [await one.through(1).ask("GET", "/api/me") for one in (ana, fresh)]
        return [answer.status_code for answer in answers] == [401, 401]

    await until(both_are_out, limit=1)
    await world.nobody().refused(
        401, "POST", "/api/auth/refresh", {"refresh_token": fresh.refresh_token}
    )
    await other.get("/api/me")


async def test_token_before_the_last_two_refreshes_is_unknown(world: World) -> None:
    ana = await world.organizer()
    body = {"refresh_token": ana.refresh_token}
    first = await world.nobody().post("/api/auth/refresh", body)
    await world.nobody().post("/api/auth/refresh", {"refresh_token": first["refresh_token"]})

    problem = await world.nobody().refused(401, "POST", "/api/auth/refresh", body)

    assert problem["type"] == "/problems/session-ended"


async def test_log_out_ends_one_log_in(world: World) -> None:
    ana = await world.organizer()
    other = await log_in(world, ana.email)

    await ana.good("POST", "/api/auth/logout")

    problem = await ana.refused(401, "GET", "/api/me")
    assert problem["type"] == "/problems/logged-out"
    await world.nobody().refused(
        401, "POST", "/api/auth/refresh", {"refresh_token": ana.refresh_token}
    )
    await other.get("/api/me")


async def test_weak_password_is_refused_at_its_field_in_the_users_language(world: World) -> None:
    ana = await world.organizer()
    body = {"password": "short", "current_password": PASSWORD}

    answer = await ana.ask("PUT", f"/api/users/{ana.id}", body, headers={"accept-language": "es"})

    [error] = answer.json()["errors"]
    assert answer.status_code == 422
    assert (error["pointer"], error["detail"]) == (
        "/password",
        "Usa 12 caracteres o más; una frase corta es fácil de recordar.",
    )


async def test_new_password_ends_the_other_log_ins(world: World) -> None:
    ana = await world.organizer()
    other = await log_in(world, ana.email)
    path, fresh = f"/api/users/{ana.id}", "another pass phrase"

    problem = await ana.refused(422, "PUT", path, {"password": fresh, "current_password": "x"})
    await ana.put(path, {"password": fresh, "current_password": PASSWORD})

    assert problem["errors"][0]["pointer"] == "/current_password"
    await other.refused(401, "GET", "/api/me")
    await ana.get("/api/me")
    assert (await log_in(world, ana.email, fresh)).id == ana.id


async def test_nobody_makes_oneself_admin(world: World) -> None:
    ana = await world.organizer()

    await ana.refused(403, "PUT", f"/api/users/{ana.id}", {"role": "admin"})
    await ana.refused(403, "GET", "/api/users")
    await ana.refused(422, "PATCH", "/api/me", {"name": "A", "role": "admin"})


async def test_admin_reads_and_disables_accounts(world: World) -> None:
    ana, boss = await world.organizer(), await world.organizer("Boss")
    await world.sql("UPDATE users SET platform_role = 'admin' WHERE id = $1", boss.id)
    boss = await log_in(world, boss.email)

    listed = await boss.get("/api/users", limit=200, total=True)
    await boss.put(f"/api/users/{ana.id}", {"is_active": False})

    assert listed["total"] >= 2
    await ana.refused(401, "GET", "/api/me")
    await world.nobody().refused(
        401, "POST", "/api/auth/login", {"email": ana.email, "password": PASSWORD}
    )


async def test_deleted_account_frees_its_address(world: World) -> None:
    ana = await world.organizer()

    await ana.delete(f"/api/users/{ana.id}")

    await ana.refused(401, "GET", "/api/me")
    body = {"name": "New", "email": ana.email, "password": PASSWORD}
    assert (await world.nobody().post("/api/auth/register", body))["user"]["id"] != ana.id


async def test_web_app_logs_in_by_cookies(world: World) -> None:
    """Scripts can't read them, and a foreign page's form can't write by them."""
    ana = await world.organizer()
    http = world.http
    body = {"email": ana.email, "password": PASSWORD}
    answer = await http.post("/api/auth/login", json=body, headers=WEB)
    try:
        cookies = answer.headers.get_list("set-cookie")
        assert len(cookies) == 2
        assert all("HttpOnly" in one and "SameSite=lax" in one for one in cookies)
        event = {"title": "By cookie", "timezone": "UTC"}
        foreign = await http.post("/api/events", json=event)
        own = await http.post("/api/events", json=event, headers=WEB)
        refreshed = await http.post("/api/auth/refresh", headers=WEB)
        gone = await http.post("/api/auth/logout", headers=WEB)
        after = await http.get("/api/me")
    finally:
        http.cookies.clear()

    assert (foreign.status_code, own.status_code) == (403, 201)
    assert (refreshed.status_code, gone.status_code, after.status_code) == (200, 204, 401)
