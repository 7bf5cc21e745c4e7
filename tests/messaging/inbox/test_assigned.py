"""Whose a conversation is: who may read it, who answers it, and what becomes of it with its guests."""

from typing import Any

import pytest

from convite.core.ids import new_id
from tests.listening import ear
from tests.messaging.inbox.correspondence import Post, smiths, texts
from tests.messaging.inbox.test_inbox import member
from tests.support import until
from tests.victim import MEMBER
from tests.world import Happening, Person, World


async def told(who: Person) -> list[str]:
    """What their notifications say, by the alphabet: jobs that run at once write them in any order."""
    return sorted(one["message"] for one in (await who.get("/api/notifications"))["items"])


async def hears(who: Person, *messages: str) -> None:
    """They are told exactly this."""

    async def does() -> bool:
        return await told(who) == sorted(messages)

    await until(does, limit=60)


async def test_strangers_find_no_conversation_and_only_the_team_is_given_one(
    event: Happening, post: Post
) -> None:
    await post.bring("Hello", await smiths(event))
    [one] = await post.listed()
    path = f"/api/conversations/{one['id']}"
    stranger = await event.host.world.organizer("Somebody Else")
    elsewhere = await stranger.event()

    for method, where, body in (
        ("GET", path, None),
        ("GET", f"{event.path}/conversations", None),
        ("GET", f"{event.path}/conversations/assignees", None),
        ("GET", f"{elsewhere.path}/messages?conversation_id={one['id']}", None),
        ("POST", f"{path}/read", None),
        ("POST", f"{path}/assign", {"user_id": None}),
        ("POST", f"{path}/reply", {"text": "Hi"}),
    ):
        await stranger.refused(404, method, where, body)
    problem = await event.host.refused(422, "POST", f"{path}/assign", {"user_id": stranger.id})

    assert problem["errors"][0]["pointer"] == "/user_id"
    assert (await event.host.get(path))["unread"] == 1


async def test_another_event_of_the_same_team_doesnt_show_it(event: Happening, post: Post) -> None:
    await post.bring("Hello", await smiths(event))
    [one] = await post.listed()
    other = await event.host.event()

    path = f"{other.path}/messages?conversation_id={one['id']}"
    await event.host.refused(404, "GET", path)

    assert (await event.host.get(f"{other.path}/conversations"))["items"] == []


async def test_a_viewer_reads_assigns_and_answers_but_sees_no_links(
    event: Happening, post: Post
) -> None:
    party, viewer = await smiths(event), await member(event, "viewer")
    await post.bring("Hello", party)
    [one] = await post.listed(viewer)
    path = f"/api/conversations/{one['id']}"

    await viewer.post(f"{path}/reply", {"text": "Welcome"})
    shown = await viewer.post(f"{path}/assign", {"user_id": viewer.id})
    people = (await viewer.get(f"{event.path}/conversations/assignees"))["items"]
    [reply, _] = await post.thread(one, viewer)

    assert (shown["assigned_to"], shown["assignee"]) == (viewer.id, "A viewer")
    assert [each["name"] for each in people] == ["A viewer", "Ana Ruiz"]
    assert (reply["text"], reply["name"]) == ("Welcome", "Jo Smith")


async def test_everybody_who_looks_sees_whose_it_is(event: Happening, post: Post) -> None:
    await post.bring("Hello", await smiths(event))
    viewer = await member(event, "viewer")
    [one] = await post.listed()
    path = f"/api/conversations/{one['id']}/assign"

    async with ear(viewer, f"events/{event.id}/invitations") as live:
        await event.host.post(path, {"user_id": viewer.id})
        heard = await live.hears("conversation_assigned", conversation_id=one["id"])
        await event.host.post(path, {"user_id": None})
        await live.hears("conversation_assigned", assigned_to=None)

    assert heard["assigned_to"] == viewer.id
    assert (await post.listed())[0]["assigned_to"] is None


@pytest.mark.usefixtures("worker")
async def test_who_answers_a_conversation_is_told_alone_while_they_may_read_it(
    world: World, event: Happening, post: Post
) -> None:
    party, viewer = await smiths(event), await member(event, "viewer")
    await post.bring("One", party)
    await hears(event.host, "One")
    await hears(viewer, "One")
    [one] = await post.listed()
    await event.host.post(f"/api/conversations/{one['id']}/assign", {"user_id": viewer.id})

    await post.bring("Two", party)
    await hears(viewer, "Two", "One")
    await world.sql("UPDATE event_members SET status = 'removed' WHERE user_id = $1", viewer.id)
    await post.bring("Three", party)
    await hears(event.host, "Three", "One")

    assert await told(viewer) == ["One", "Two"]


@pytest.mark.usefixtures("worker")
async def test_a_conversation_that_was_read_is_no_news_to_the_others(
    event: Happening, post: Post
) -> None:
    party, viewer = await smiths(event), await member(event, "viewer")
    await post.bring("One", party)
    await post.bring("Two", party)
    await hears(viewer, "Two", "One")
    [one] = await post.listed()

    await event.host.post(f"/api/conversations/{one['id']}/read")

    async def has_none() -> bool:
        return bool((await viewer.get("/api/notifications"))["unread"] == 0)

    await until(has_none, limit=60)
    assert await told(viewer) == ["One", "Two"]


async def merged(host: Person, keep: str, remove: str) -> dict[str, Any]:
    made: dict[str, Any] = await host.post("/api/guests/merge", {"keep": keep, "remove": remove})
    return made


async def test_conversations_of_merged_guests_become_one_and_two_again(
    event: Happening, post: Post
) -> None:
    keep = (await event.host.post("/api/guests", {"name": "Jo Smith"}))["id"]
    remove = (await event.host.post("/api/guests", {"name": "Joe Smith"}))["id"]
    await post.bring("As Jo", guest=keep)
    first = await post.bring("As Joe", guest=remove)
    before = await post.listed()
    await event.host.post(f"/api/messages/{first}/read")

    done = await merged(event.host, keep, remove)
    [one] = await post.listed()
    thread = await post.thread(one)
    await event.host.post(f"/api/guests/merges/{done['merge_id']}/undo")
    after = await post.listed()

    assert (one["name"], one["unread"], one["last_text"]) == ("Jo Smith", 1, "As Joe")
    assert texts(thread) == ["As Joe", "As Jo"]
    said = [(each["id"], each["name"], each["last_text"], each["unread"]) for each in after]
    joe, jo = (each["id"] for each in before)
    assert said == [(joe, "Joe Smith", "As Joe", 0), (jo, "Jo Smith", "As Jo", 1)]


async def test_a_party_keeps_its_conversation_when_its_writer_is_merged(
    event: Happening, post: Post
) -> None:
    party = await smiths(event)
    keep = (await event.host.post("/api/guests", {"name": "Joan Smith"}))["id"]
    await post.bring("Hello", party)
    [before] = await post.listed()

    done = await merged(event.host, keep, party.made["guests"][0]["guest_id"])
    [one] = await post.listed()
    await event.host.post(f"/api/guests/merges/{done['merge_id']}/undo")
    [after] = await post.listed()

    assert (one["id"], one["name"], one["party"]) == (before["id"], "Joan Smith", "The Smiths")
    assert after == before


@pytest.mark.usefixtures("worker")
async def test_of_an_erased_writer_the_words_go_and_the_party_stays(
    event: Happening, post: Post
) -> None:
    party = await smiths(event)
    await post.bring("I am allergic to nuts", party, channel="whatsapp", address="+34612345678")
    jo = party.made["guests"][0]["guest_id"]

    await event.host.post(f"/api/guests/{jo}/erase", {"name": "Jo Smith"})

    async def is_cleared() -> bool:
        return (await post.listed())[0]["last_text"] == ""

    await until(is_cleared, limit=60)
    [one] = await post.listed()
    [message] = await post.thread(one)
    assert (one["invitation_id"], one["name"]) == (party.id, "Erased person")
    assert message["text"] == ""


async def test_an_admin_of_the_organization_can_be_given_one(
    world: World, event: Happening, post: Post
) -> None:
    await post.bring("Hello", await smiths(event))
    [one] = await post.listed()
    gone = await world.organizer("Gone Member")
    values = (event.host.organization_id, event.id, gone.id, "editor", "removed")
    await world.sql(MEMBER, new_id(), *values)
    path = f"/api/conversations/{one['id']}/assign"

    mine = await event.host.post(path, {"user_id": event.host.id})
    await event.host.refused(422, "POST", path, {"user_id": gone.id})

    assert mine["assignee"] == "Ana Ruiz"
