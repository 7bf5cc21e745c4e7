"""Where an account is logged in, and how it is logged out there."""

import pytest

from convite.people.identity.rules import browser_of, system_of
from tests.listening import ear
from tests.people.test_accounts import log_in
from tests.support import until
from tests.world import PASSWORD, World

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
CHROME = f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/141.0.0.0 Safari/537.36"
EDGE = f"{CHROME} Edg/141.0.0.0"
SAFARI = (
    f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) {WEBKIT} Version/18.5 Mobile/15E148"
    " Safari/604.1"
)
SAMSUNG = f"Mozilla/5.0 (Linux; Android 10; K) {WEBKIT} SamsungBrowser/28.0 Chrome/130.0.0.0 Safari/537.36"


@pytest.mark.unit
@pytest.mark.parametrize(
    ("user_agent", "browser", "system"),
    [
        (FIREFOX, "Firefox", "Linux"),
        (CHROME, "Chrome", "Windows"),
        (EDGE, "Edge", "Windows"),
        (SAFARI, "Safari", "iPhone"),
        (SAMSUNG, "Samsung Internet", "Android"),
        ("curl/8.5.0", "curl", None),
        ("Mozilla/5.0", None, None),
        ("<script>alert(1)</script>", None, None),
        ("", None, None),
    ],
)
def test_devices_are_named_in_plain_words(
    user_agent: str, browser: str | None, system: str | None
) -> None:
    assert (browser_of(user_agent), system_of(user_agent)) == (browser, system)


async def test_list_has_every_device_and_marks_the_one_that_asks(world: World) -> None:
    ana = await world.organizer()
    credentials = {"email": ana.email, "password": PASSWORD}
    phone = await world.nobody().post(
        "/api/auth/login", credentials, headers={"user-agent": SAFARI}
    )

    listed = (await ana.get("/api/me/sessions"))["items"]
    asked = (await world.logged_in(phone).get("/api/me/sessions"))["items"]

    assert (listed[0]["browser"], listed[0]["system"]) == ("Safari", "iPhone")
    assert [one["is_current"] for one in listed] == [False, True]
    assert [one["is_current"] for one in asked] == [True, False]
    assert listed[0]["ip"] == "127.0.0.1"
    assert listed[0]["created_at"][:10] == listed[0]["last_used_at"][:10]


async def test_revoked_session_is_refused_at_once_and_its_sockets_closed(world: World) -> None:
    ana = await world.organizer()
    event = await ana.event()
    other = await log_in(world, ana.email)
    [stolen, _] = (await ana.get("/api/me/sessions"))["items"]

    async with ear(other, f"events/{event.id}/seats", process=1) as socket:
        await ana.delete(f"/api/me/sessions/{stolen['id']}")
        await other.refused(401, "GET", "/api/me")
        await until(socket.is_closed, limit=1)

    assert socket.closed == 4401
    await other.through(1).refused(401, "GET", "/api/me")
    body = {"refresh_token": other.refresh_token}
    await world.nobody().refused(401, "POST", "/api/auth/refresh", body)
    assert len((await ana.get("/api/me/sessions"))["items"]) == 1
    await ana.refused(404, "DELETE", f"/api/me/sessions/{stolen['id']}")


async def test_nobody_sees_or_ends_a_session_of_somebody_else(world: World) -> None:
    ana, eve = await world.organizer(), await world.organizer("Eve Stone")
    [mine] = (await ana.get("/api/me/sessions"))["items"]

    assert mine["id"] not in str(await eve.get("/api/me/sessions"))
    await eve.refused(404, "DELETE", f"/api/me/sessions/{mine['id']}")
    await ana.get("/api/me")


async def test_logging_out_elsewhere_keeps_the_present_session(world: World) -> None:
    ana = await world.organizer()
    others = [await log_in(world, ana.email) for _ in range(2)]

    await ana.delete("/api/me/sessions")

    for other in others:
        await other.refused(401, "GET", "/api/me")
    [left] = (await ana.get("/api/me/sessions"))["items"]
    assert left["is_current"]


async def test_ending_the_present_session_takes_its_cookies(world: World) -> None:
    ana = await world.organizer()
    [mine] = (await ana.get("/api/me/sessions"))["items"]

    answer = await ana.ask("DELETE", f"/api/me/sessions/{mine['id']}")

    assert answer.status_code == 204
    assert all("Max-Age=0" in one for one in answer.headers.get_list("set-cookie"))
    assert len(answer.headers.get_list("set-cookie")) == 2
    await ana.refused(401, "GET", "/api/me")


async def test_expired_session_is_not_listed(world: World) -> None:
    ana = await world.organizer()
    await log_in(world, ana.email)
    past = "UPDATE user_sessions SET expires_at = now() WHERE user_id = $1"
    await world.sql(past, ana.id)

    assert (await ana.get("/api/me/sessions"))["items"] == []
