"""Users choose for each kind of news whether they are mailed at once, once a day or never."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from convite.core.database import Database, open_database
from convite.messaging.notifications.actions import mail_due, send_digests
from tests.doors.requests.test_asking import asked, open_event
from tests.doors.requests.test_telling import told
from tests.messaging.push.test_push import on, service  # noqa: F401 - a fixture
from tests.providers.pushes import PushService
from tests.support import until
from tests.world import Person, World

PATH = "/api/me/notifications"


@pytest.fixture
async def system(world: World) -> AsyncIterator[Database]:
    database = await open_database(world.dsns.system, pool_size=2)
    yield database
    await database.close()


async def choose(person: Person, **kinds: dict[str, Any]) -> Any:
    return (await person.patch(PATH, {"kinds": kinds}))["kinds"]


async def mails(world: World, person: Person) -> list[Any]:
    statement = "SELECT subject, text, links FROM messages WHERE user_id = $1 AND address = $2"
    rows: list[Any] = await world.sql(
        f"{statement} AND dedup_key NOT LIKE 'proof.%' ORDER BY id", person.id, person.email
    )
    return rows


async def morning(world: World, person: Person) -> None:
    """As if it were eight where they are."""
    await world.sql(
        "UPDATE profiles SET digest_at = now() - interval '1 minute' WHERE user_id = $1"
        " AND digest_at IS NOT NULL",
        person.id,
    )


async def test_everything_is_mailed_at_once_and_pushed_until_somebody_chooses(world: World) -> None:
    ana = await world.organizer()
    first = (await ana.get(PATH))["kinds"]

    await choose(ana, polls={"mail": "daily"}, messages={"push": False})
    kinds = await choose(ana, polls={"push": False})

    assert {"requests", "invites", "messages", "waitlist", "changes", "polls"} < first.keys()
    assert all(one == {"mail": "at_once", "push": True} for one in first.values())
    assert kinds["polls"] == {"mail": "daily", "push": False}
    assert kinds["messages"] == {"mail": "at_once", "push": False}
    assert (await ana.get(PATH))["kinds"] == kinds
    for wrong in ({"logins": {"mail": "never"}}, {"polls": {"mail": None}}, {"polls": {"sms": 1}}):
        await ana.refused(422, "PATCH", PATH, {"kinds": wrong})


@pytest.mark.usefixtures("worker")
async def test_who_wants_no_mail_still_has_the_news_in_the_app(world: World) -> None:
    event = await open_event(world)
    await choose(event.host, requests={"mail": "never"})
    await asked(event)
    await told(event.host)
    assert await mails(world, event.host) == []

    await choose(event.host, requests={"mail": "at_once"})
    await asked(event, "Mia Sol")
    await told(event.host, 2)
    [mail] = await mails(world, event.host)
    assert mail["text"].endswith(
        "Manage your e-mail notifications:\nhttp://convite.test/account/notifications\n"
    )


@pytest.mark.usefixtures("worker")
async def test_browsers_are_told_only_what_is_chosen_for_them(
    world: World,
    service: PushService,  # noqa: F811 - the fixture
) -> None:
    event = await open_event(world)
    browser = await on(event.host, service)
    await choose(event.host, requests={"push": False})
    await asked(event)
    await told(event.host)
    party = await event.party("Jo Smith")
    await party.answer("accepted", message="Hello")

    [call] = await service.wait_for(1, 30)

    assert browser.opened(call)["body"] == "Hello"


@pytest.mark.usefixtures("worker")
async def test_a_day_is_collected_in_one_mail_once(world: World, system: Database) -> None:
    event = await open_event(world)
    host = event.host
    await choose(host, requests={"mail": "daily"}, messages={"mail": "daily"})
    await asked(event)
    await asked(event, "Mia Sol")
    party = await event.party("Jo Smith", label="The Smiths")
    await party.answer("accepted", message="Is there parking?")
    newest, *_ = await told(host, 3)

    await send_digests(system)
    await mail_due(system)
    assert await mails(world, host) == []

    await morning(world, host)
    for _ in range(2):
        await send_digests(system)
    [mail] = await mails(world, host)
    assert mail["subject"] == "You have 3 unread notifications"
    assert "Ana y León\n- " in mail["text"]
    assert "- The Smiths wrote to you: Is there parking?\n" in mail["text"]
    assert "- Leo Paz asks to come\n" in mail["text"]
    assert newest["title"].removesuffix(": Ana y León") in mail["text"]

    # what was mailed isn't mailed the next day
    await morning(world, host)
    await send_digests(system)
    assert len(await mails(world, host)) == 1
    due = "SELECT digest_at > now() FROM profiles WHERE user_id = $1"
    assert await world.one(due, host.id)


@pytest.mark.usefixtures("worker")
async def test_no_mail_of_a_day_on_which_all_was_read(world: World, system: Database) -> None:
    event = await open_event(world)
    await choose(event.host, requests={"mail": "daily"})
    await asked(event)
    await told(event.host)
    await event.host.post("/api/notifications/read-all")

    await morning(world, event.host)
    await send_digests(system)

    assert await mails(world, event.host) == []


@pytest.mark.usefixtures("worker")
async def test_the_days_mail_moves_with_its_reader(world: World) -> None:
    ana = await world.organizer()
    hour = "SELECT extract(hour FROM digest_at AT TIME ZONE 'UTC')::int FROM profiles WHERE user_id = $1"
    await choose(ana, polls={"mail": "daily"})
    zone = await world.one("SELECT timezone FROM profiles WHERE user_id = $1", ana.id)
    assert zone == "UTC"
    assert await world.one(hour, ana.id) == 8

    await ana.patch("/api/me/profile", {"timezone": "Asia/Tokyo"})

    async def has_moved() -> bool:
        return bool(await world.one(hour, ana.id) == 23)

    await until(has_moved, limit=60)
    await choose(ana, polls={"mail": "at_once"})
    assert await world.one("SELECT digest_at FROM profiles WHERE user_id = $1", ana.id) is None
