"""Who runs an event is told what guests write: at once on the page, by mail at most hourly."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from convite.core.database import Database, open_database
from convite.core.ids import new_id
from convite.messaging.notifications.actions import mail_due
from tests.listening import ear
from tests.support import until
from tests.victim import MEMBER
from tests.world import Happening, Person, World


@pytest.fixture
async def event(world: World) -> Happening:
    return await (await world.organizer()).event()


@pytest.fixture
async def system(world: World) -> AsyncIterator[Database]:
    database = await open_database(world.dsns.system, pool_size=2)
    yield database
    await database.close()


async def member(event: Happening, role: str, status: str = "active") -> Person:
    world, organization = event.host.world, event.host.organization_id
    person = await world.organizer(f"A {role}")
    await world.sql(MEMBER, new_id(), organization, event.id, person.id, role, status)
    return person


async def told(who: Person, count: int) -> list[dict[str, Any]]:
    """Their notifications once there are so many, newest first."""

    async def are_there() -> bool:
        return len((await who.get("/api/notifications"))["items"]) >= count

    await until(are_there, limit=60)
    items: list[dict[str, Any]] = (await who.get("/api/notifications"))["items"]
    return items


async def mails(world: World, who: Person) -> list[tuple[str, str]]:
    """The mails about messages that they were sent, oldest first."""
    rows = await world.sql(
        "SELECT subject, text FROM messages WHERE user_id = $1 AND dedup_key LIKE 'collected.%'"
        " ORDER BY created_at, id",
        who.id,
    )
    return [(row["subject"], row["text"]) for row in rows]


@pytest.mark.usefixtures("worker")
async def test_everybody_who_may_read_it_is_told_once_and_live(event: Happening) -> None:
    party = await event.party("Jo Smith", label="The Smiths")
    viewer, gone = await member(event, "viewer"), await member(event, "editor", "removed")

    async with ear(viewer, f"users/{viewer.id}") as live:
        await party.answer("accepted", message="Is there\nparking?")
        heard = await live.hears("notification_created", limit=60)
    [host_is_told] = await told(event.host, 1)
    [one] = await told(viewer, 1)

    assert heard["notification_id"] == one["id"]
    assert (one["type"], one["title"], one["message"]) == (
        "system", "The Smiths", "Is there parking?",
    )  # fmt: skip
    assert (one["reference_type"], one["event_id"], one["is_read"]) == ("message", event.id, False)
    assert one["metadata"]["invitation_id"] == party.id
    assert host_is_told["reference_id"] == one["reference_id"]
    assert (await gone.get("/api/notifications"))["items"] == []


@pytest.mark.usefixtures("worker")
async def test_one_is_read_or_all_and_each_only_ones_own(event: Happening) -> None:
    party, viewer = await event.party("Jo Smith"), await member(event, "viewer")
    for text in ("One", "Two", "Three"):
        await party.answer("accepted", message=text)
    newest, *_ = await told(viewer, 3)
    await told(event.host, 3)

    await viewer.post(f"/api/notifications/{newest['id']}/read")
    await viewer.post(f"/api/notifications/{newest['id']}/read")
    await event.host.refused(404, "POST", f"/api/notifications/{newest['id']}/read")
    unread = await viewer.get("/api/notifications", is_read=False)
    read = await viewer.get("/api/notifications", is_read=True)
    async with ear(viewer, f"users/{viewer.id}") as live:
        await viewer.post("/api/notifications/read-all")
        await live.hears("notifications_read")

    assert (len(unread["items"]), unread["unread"]) == (2, 2)
    assert [one["id"] for one in read["items"]] == [newest["id"]]
    assert (await viewer.get("/api/notifications"))["unread"] == 0
    assert (await event.host.get("/api/notifications"))["unread"] == 3


@pytest.mark.usefixtures("worker")
async def test_what_one_of_the_team_has_read_is_no_news_to_the_others(event: Happening) -> None:
    party, viewer = await event.party("Jo Smith"), await member(event, "viewer")
    await party.answer("accepted", message="Hello")
    [one] = await told(event.host, 1)
    await told(viewer, 1)

    async with ear(event.host, f"users/{event.host.id}") as live:
        await viewer.post(f"/api/messages/{one['reference_id']}/read")
        await live.hears("notifications_read", limit=60)

    assert (await event.host.get("/api/notifications"))["unread"] == 0


@pytest.mark.usefixtures("worker")
async def test_mail_collects_what_came_and_comes_at_most_hourly(
    world: World, system: Database, event: Happening
) -> None:
    smiths = await event.party("Jo Smith", label="The Smiths")
    others = await event.party("Ben Other", label="Others")
    await smiths.answer("accepted", message="One")
    await told(event.host, 1)
    await mail_due(system)
    await others.answer("accepted", message="Two")
    await smiths.answer("accepted", message="Three")
    await told(event.host, 3)

    await mail_due(system)
    before = await mails(world, event.host)
    # as if the first mail were an hour old
    await world.sql(
        "UPDATE notifications SET mailed_at = mailed_at - interval '1 hour' WHERE user_id = $1",
        event.host.id,
    )
    for _ in range(2):
        await mail_due(system)
    [_, (subject, text)] = await mails(world, event.host)

    assert [subject for subject, _ in before] == ["1 new message from your guests: Ana y León"]
    assert subject == "2 new messages from your guests: Ana y León"
    assert "- Others\n" in text
    assert "- The Smiths\n" in text
    assert f"/events/{event.id}/inbox\n" in text


@pytest.mark.usefixtures("worker")
async def test_no_mail_of_what_has_been_read_or_may_no_longer_be(
    world: World, system: Database, event: Happening
) -> None:
    party, viewer = await event.party("Jo Smith"), await member(event, "viewer")
    await world.sql("UPDATE notifications SET mailed_at = now() WHERE mailed_at IS NULL")
    before = await mails(world, viewer)
    await party.answer("accepted", message="Hello")
    await told(viewer, 1)
    await told(event.host, 1)
    await event.host.post("/api/notifications/read-all")
    await world.sql("UPDATE event_members SET status = 'removed' WHERE user_id = $1", viewer.id)

    await mail_due(system)

    assert before == []
    assert await mails(world, event.host) == []
    assert await mails(world, viewer) == []


@pytest.mark.usefixtures("worker")
async def test_mail_that_cant_be_written_doesnt_keep_the_others_waiting(
    world: World, system: Database, event: Happening
) -> None:
    party, viewer = await event.party("Jo Smith"), await member(event, "viewer")
    await world.sql("UPDATE notifications SET mailed_at = now() WHERE mailed_at IS NULL")
    await party.answer("accepted", message="Hello")
    await told(viewer, 1)
    await told(event.host, 1)
    await world.sql(
        f"ALTER TABLE messages ADD CONSTRAINT refused CHECK (user_id <> '{event.host.id}') NOT VALID"
    )

    await mail_due(system)
    refused = await mails(world, event.host)
    await world.sql("ALTER TABLE messages DROP CONSTRAINT refused")
    taken = await mails(world, viewer)
    await mail_due(system)

    assert (refused, len(taken)) == ([], 1)
    assert len(await mails(world, event.host)) == 1
    assert await mails(world, viewer) == taken
