"""Notifications reach browsers in which they are on, whatever push services answer."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from convite.core.ids import new_id
from tests.providers.pushes import Browser, PushService, pushing, vouched
from tests.support import until
from tests.world import Happening, Person, World

PATH = "/api/me/push-subscriptions"


@pytest.fixture
async def service() -> AsyncIterator[PushService]:
    async with pushing() as made:
        yield made


@pytest.fixture
async def event(world: World) -> Happening:
    return await (await world.organizer()).event()


async def on(person: Person, service: PushService, path: str = "/ok") -> Browser:
    """A browser of this person that is told of their notifications."""
    browser = Browser(service, f"{path}/{new_id()}")
    await person.post(PATH, browser.subscription())
    return browser


async def subscriptions(person: Person) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = (await person.get(PATH))["items"]
    return items


async def waiting(world: World, person: Person) -> list[Any]:
    """Messages that wait for a later try, and in how many seconds they are due."""
    rows: list[Any] = await world.sql(
        "SELECT id, extract(epoch FROM run_after - now()) AS pause FROM jobs"
        " WHERE name = 'push_notification' AND organization_id = $1 AND status = 'queued'"
        " AND run_after > now() + interval '10 seconds'",
        person.organization_id,
    )
    return rows


@pytest.mark.usefixtures("worker")
async def test_each_browser_is_told_what_the_list_says_in_its_users_language(
    event: Happening, service: PushService
) -> None:
    host = event.host
    await host.patch("/api/me/profile", {"locale": "es"})
    browsers = [await on(host, service), await on(host, service)]
    key = (await host.get(PATH))["public_key"]

    party = await event.party("Jo Smith", label="The Smiths")
    await party.answer("accepted", message="Is there\nparking?")
    calls = {call.path: call for call in await service.wait_for(2, 30)}

    for browser in browsers:
        call = calls[browser.endpoint.removeprefix(service.url(""))]
        claims = vouched(call, key, browser.endpoint)
        assert browser.opened(call) == {
            "title": "The Smiths te escribió",
            "body": "Is there parking?",
            "url": f"/events/{event.id}/inbox",
            "tag": f"message.{event.id}",
            "locale": "es",
        }
        assert claims["sub"] == "mailto:no-reply@localhost"
        assert (call.headers["ttl"], call.headers["urgency"]) == ("86400", "normal")
    with pytest.raises(Exception):  # noqa: B017, PT011 - whatever the library says
        browsers[0].opened(calls[browsers[1].endpoint.removeprefix(service.url(""))])


@pytest.mark.usefixtures("worker")
async def test_browser_that_is_gone_is_forgotten_and_others_are_still_told(
    world: World, event: Happening, service: PushService
) -> None:
    for path in ("/410", "/404"):
        await on(event.host, service, path)
    kept = await on(event.host, service)
    too_large = await on(event.host, service, "/413")
    party = await event.party("Jo Smith")
    await party.answer("accepted", message="Hello")

    async def is_over() -> bool:
        rows = await subscriptions(event.host)
        return len(rows) == 2 and any(row["last_error"] for row in rows)

    await until(is_over, limit=60)
    told = {row["endpoint"]: row["last_error"] for row in await subscriptions(event.host)}
    assert told == {
        kept.endpoint: "",
        too_large.endpoint: "The push service answered 413.",
    }
    assert await waiting(world, event.host) == []


@pytest.mark.usefixtures("worker")
async def test_busy_services_are_asked_again_as_late_as_they_say(
    world: World, event: Happening, service: PushService
) -> None:
    for path in ("/later", "/500", "/slow"):
        await on(event.host, service, path)
    flaky = await on(event.host, service, "/flaky")
    party = await event.party("Jo Smith")
    await party.answer("accepted", message="Hello")

    async def are_waiting() -> bool:
        return len(await waiting(world, event.host)) == 4

    await until(are_waiting, limit=60)
    pauses = sorted(row["pause"] for row in await waiting(world, event.host))
    assert all(10 < pause <= 30 for pause in pauses[:3])
    assert 100 < pauses[3] <= 120

    await world.sql("UPDATE jobs SET run_after = now() WHERE name = 'push_notification'")

    async def is_taken() -> bool:
        return {row["endpoint"]: row["last_error"] for row in await subscriptions(event.host)}[
            flaky.endpoint
        ] == ""

    await until(is_taken, limit=60)
    last = [call for call in service.calls if flaky.endpoint.endswith(call.path)][-1]
    assert flaky.opened(last)["body"] == "Hello"
    later = [row["pause"] for row in await waiting(world, event.host)]
    assert all(pause > 30 for pause in later)


@pytest.mark.usefixtures("worker")
async def test_session_that_was_ended_is_told_nothing(
    world: World, event: Happening, service: PushService
) -> None:
    host = event.host
    phone = Person(world, {}, id=host.id, email=host.email)
    body = {"email": host.email, "password": "a long pass phrase"}
    there = await world.nobody().post("/api/auth/login", body)
    phone.headers = {"authorization": f"Bearer {there['access_token']}"}
    lost, here = await on(phone, service), await on(host, service)

    await host.delete("/api/me/sessions")
    party = await event.party("Jo Smith")
    await party.answer("accepted", message="Hello")
    [call] = await service.wait_for(1, 30)

    assert here.opened(call)["body"] == "Hello"
    assert not lost.endpoint.endswith(call.path)

    async def is_done() -> bool:
        left = "SELECT count(*) FROM jobs WHERE organization_id = $1"
        return bool(await world.one(left, host.organization_id) == 0)

    await until(is_done, limit=60)
    assert len(service.calls) == 1


async def test_browser_is_kept_once_for_whoever_subscribed_it_last(
    world: World, service: PushService
) -> None:
    ana, leo = await world.organizer(), await world.organizer("Leo Paz")
    browser = await on(ana, service)
    first = await subscriptions(ana)
    again = await ana.post(PATH, browser.subscription())
    assert [one["id"] for one in first] == [again["id"]]

    await leo.post(PATH, browser.subscription())
    assert await subscriptions(ana) == []
    assert len(await subscriptions(leo)) == 1

    await ana.delete(PATH, {"endpoint": browser.endpoint})
    assert len(await subscriptions(leo)) == 1
    for _ in range(2):
        await leo.delete(PATH, browser.subscription())
    assert await subscriptions(leo) == []


async def test_oldest_goes_when_there_are_more_than_twenty(
    world: World, service: PushService
) -> None:
    ana = await world.organizer()
    browsers = [await on(ana, service) for _ in range(21)]

    kept = [row["endpoint"] for row in await subscriptions(ana)]

    assert kept == [one.endpoint for one in browsers[:0:-1]]


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://10.0.0.7/push", "https://169.254.169.254/latest",
        "https://localhost.localdomain@evil.example/", "ftp://push.example/x",
        "https://[::ffff:10.0.0.1]/x", "https://push.example/" + "x" * 2000, "nothing",
    ],
)  # fmt: skip
async def test_address_inside_a_network_is_refused(
    world: World, service: PushService, endpoint: str
) -> None:
    ana = await world.organizer()
    body = {**Browser(service, "/ok").subscription(), "endpoint": endpoint}

    problem = await ana.refused(422, "POST", PATH, body)

    assert [one["pointer"] for one in problem["errors"]] == ["/endpoint"]


@pytest.mark.parametrize("keys", [{"auth": "AAAA"}, {"p256dh": "A" * 87}, {"p256dh": "ñ"}])
async def test_keys_that_no_browser_makes_are_refused(
    world: World, service: PushService, keys: dict[str, str]
) -> None:
    ana = await world.organizer()
    body = Browser(service, "/ok").subscription()
    body["keys"] |= keys

    await ana.refused(422, "POST", PATH, body)
    await world.nobody().refused(401, "POST", PATH, Browser(service, "/ok").subscription())
