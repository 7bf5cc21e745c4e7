"""Conversations: all that one party writes, by whatever channel, in one place, read and answered there."""

import asyncio

import pytest

from convite.core.ids import new_id
from tests.listening import ear
from tests.messaging.inbox.correspondence import Post, ago, smiths, texts
from tests.messaging.inbox.test_inbox import member
from tests.support import until
from tests.world import Happening


@pytest.mark.usefixtures("worker")
async def test_what_two_people_write_by_two_channels_is_one_conversation(
    event: Happening, post: Post
) -> None:
    party = await smiths(event)
    await party.answer("accepted", message="Is there\nparking?")

    async def arrived() -> object:
        return await post.listed()

    await until(arrived, limit=60)
    al = party.made["guests"][1]["guest_id"]
    await post.bring("By bus", party, guest=al, channel="whatsapp", address="+34699999999")
    [one] = await post.listed()
    thread = await post.thread(one)

    assert (one["party"], one["name"]) == ("The Smiths", "Al Smith")
    assert (one["last_text"], one["last_channel"], one["unread"]) == ("By bus", "whatsapp", 2)
    assert (one["assigned_to"], one["assignee"]) == (None, None)
    theirs = [each for each in thread if each["direction"] == "in"]
    said = [(each["text"], each["channel"], each["name"]) for each in theirs]
    assert said == [("By bus", "whatsapp", "Al Smith"), ("Is there\nparking?", "page", "Jo Smith")]
    assert {each["conversation_id"] for each in theirs} == {one["id"]}


async def test_two_who_write_at_once_for_the_first_time_are_in_one_conversation(
    event: Happening, post: Post
) -> None:
    party = await smiths(event)

    await asyncio.gather(*(post.bring(f"Message {n}", party) for n in range(8)))
    [one] = await post.listed()

    assert one["unread"] == 8
    assert len(await post.thread(one)) == 8
    assert (await post.conversations())["unread"] == 8


async def test_what_comes_twice_is_there_once(event: Happening, post: Post) -> None:
    party, key = await smiths(event), str(new_id())

    made = await asyncio.gather(*(post.bring("Hello", party, key=key) for _ in range(4)))
    [one] = await post.listed()

    assert len([each for each in made if each]) == 1
    assert (one["unread"], texts(await post.thread(one))) == (1, ["Hello"])


async def test_what_is_told_late_doesnt_hide_what_was_written_since(
    event: Happening, post: Post
) -> None:
    party = await smiths(event)
    al = party.made["guests"][1]["guest_id"]
    await post.bring("Newer", party, at=ago(minutes=1))
    await post.bring("Older", party, guest=al, at=ago(hours=1))
    [one] = await post.listed()

    assert (one["last_text"], one["name"], one["unread"]) == ("Newer", "Jo Smith", 2)
    assert texts(await post.thread(one)) == ["Newer", "Older"]


async def test_a_guest_without_a_party_takes_their_conversation_into_one(
    event: Happening, post: Post
) -> None:
    party = await smiths(event)
    jo = party.made["guests"][0]["guest_id"]
    await post.bring("Before", guest=jo, channel="sms")
    [alone] = await post.listed()

    await post.bring("After", party)
    [one] = await post.listed()

    assert (alone["party"], alone["name"]) == (None, "Jo Smith")
    assert (one["id"], one["party"], one["unread"]) == (alone["id"], "The Smiths", 2)


async def test_an_address_that_is_nobodys_has_a_conversation_too(
    event: Happening, post: Post
) -> None:
    await post.bring("Who am I?", channel="email", address="who@example.com")
    await post.bring("Still me", channel="email", address="who@example.com")
    await post.bring("Another", channel="email", address="other@example.com")

    newest, oldest = await post.listed()

    assert (newest["address"], newest["unread"]) == ("other@example.com", 1)
    assert (oldest["address"], oldest["name"], oldest["unread"]) == ("who@example.com", None, 2)
    assert [one["id"] for one in await post.listed(search="other@ex")] == [newest["id"]]


async def test_filters_and_search_find_conversations(event: Happening, post: Post) -> None:
    first, other = await smiths(event), await event.party("Ben Núñez", label="Others")
    await post.bring("One", first)
    await post.bring("Two", other)
    others, ours = await post.listed()
    viewer = await member(event, "viewer")
    await event.host.post(f"/api/conversations/{ours['id']}/read")
    await viewer.post(f"/api/conversations/{ours['id']}/assign", {"user_id": viewer.id})

    async def ids(who: object = None, **filters: object) -> list[str]:
        return [one["id"] for one in await post.listed(who, **filters)]  # type: ignore[arg-type]

    assert await ids() == [others["id"], ours["id"]]
    assert await ids(unread=True) == [others["id"]]
    assert await ids(unread=False) == [ours["id"]]
    assert await ids(viewer, assigned="me") == [ours["id"]]
    assert await ids(assigned="me") == []
    assert await ids(assigned=viewer.id) == [ours["id"]]
    assert await ids(assigned="nobody") == [others["id"]]
    assert await ids(search="nunez") == [others["id"]]
    assert await ids(search="smiths") == [ours["id"]]
    assert await ids(search="Smith, Al") == [ours["id"]]
    assert await ids(search="nobody") == []
    page = await post.conversations(limit=1)
    rest = await post.conversations(limit=1, cursor=page["next_cursor"])
    assert [one["items"][0]["id"] for one in (page, rest)] == [others["id"], ours["id"]]
    assert rest["next_cursor"] is None


async def test_reading_a_conversation_reads_all_of_it_for_everybody(
    event: Happening, post: Post
) -> None:
    party, viewer = await smiths(event), await member(event, "viewer")
    ids = [await post.bring(f"Message {n}", party) for n in range(3)]
    [one] = await post.listed()
    path = f"/api/conversations/{one['id']}/read"

    await event.host.post(f"/api/messages/{ids[0]}/read")
    [after_one] = await post.listed()
    async with ear(event.host, f"events/{event.id}/invitations") as live:
        read = await asyncio.gather(viewer.post(path), event.host.post(path))
        await live.hears("conversation_read", conversation_id=one["id"])
    await post.bring("And more", party)
    [last] = await post.listed()

    assert after_one["unread"] == 2
    assert [each["unread"] for each in read] == [0, 0]
    assert (last["id"], last["unread"]) == (one["id"], 1)
    found = (await event.host.get(f"{event.path}/messages", direction="in", unread=True))["items"]
    assert texts(found) == ["And more"]


async def test_a_reply_goes_the_way_they_last_wrote_and_reads_all(
    event: Happening, post: Post
) -> None:
    party = await smiths(event)
    await post.bring("By page", party, at=ago(minutes=3))
    await post.bring("By SMS", party, channel="sms", address="+34612345678", at=ago(minutes=2))
    last = await post.bring("By WhatsApp", party, channel="whatsapp", address="+34612345678")
    [one] = await post.listed()
    path = f"/api/conversations/{one['id']}"
    shown = await event.host.get(path)

    made = await event.host.post(f"{path}/reply", {"text": "Yes"})
    by_mail = await event.host.post(f"{path}/reply", {"text": "See the map", "channel": "email"})
    by_sms = await event.host.post(f"{path}/reply", {"text": "At six", "channel": "sms"})
    [after] = await post.listed()
    thread = await post.thread(one)

    assert [each["channel"] for each in shown["ways"]] == ["whatsapp", "sms", "email"]
    assert [each["reason"] for each in shown["ways"]] == [None, None, None]
    assert shown["ways"][0]["until"] > shown["last_at"]
    assert (made["channel"], made["in_reply_to"]) == ("whatsapp", str(last))
    assert (by_mail["channel"], by_sms["channel"]) == ("email", "sms")
    assert (after["unread"], after["last_text"], after["last_direction"]) == (0, "At six", "out")
    assert texts(thread)[:3] == ["At six", "See the map", "Yes"]


async def test_a_closed_way_says_so_before_and_when_it_is_tried(
    event: Happening, post: Post
) -> None:
    party = await smiths(event, email=None)
    await post.bring("Long ago", party, channel="whatsapp", address="+34600000001", at=ago(days=2))
    [one] = await post.listed()
    path = f"/api/conversations/{one['id']}"

    shown = await event.host.get(path)
    late = await event.host.refused(409, "POST", f"{path}/reply", {"text": "Hello"})
    body = {"text": "Hello", "channel": "email"}
    nowhere = await event.host.refused(409, "POST", f"{path}/reply", body)
    never = await event.host.refused(409, "POST", f"{path}/reply", body | {"channel": "sms"})

    known = [(way["channel"], way["reason"]) for way in shown["ways"]]
    assert known == [("whatsapp", "window-closed"), ("email", "no-address")]
    assert late["type"] == "/problems/window-closed"
    assert nowhere["type"] == "/problems/no-address"
    assert never["type"] == "/problems/not-written"
    assert (await event.host.get(path))["unread"] == 1


async def test_what_was_sent_to_the_party_stands_between_and_moves_nothing(
    event: Happening, post: Post
) -> None:
    party, other = await smiths(event), await event.party("Ben Other", label="Others")
    await post.bring("Ours", party, at=ago(minutes=2))
    await post.bring("Theirs", other, at=ago(minutes=1))
    before = await post.listed()
    mass = {"subject": "Bus", "body": "It leaves at six", "audience": {"ids": party.guests}}
    made = await event.host.post(f"{event.path}/broadcasts", mass)

    await event.host.post(f"{event.path}/broadcasts/{made['id']}/send", {})
    with event.host.world.worker():

        async def is_sent() -> bool:
            return len(await post.thread(before[1])) == 2

        await until(is_sent, limit=60)
    newest, oldest = await post.thread(before[1])

    assert (newest["direction"], newest["conversation_id"]) == ("out", None)
    assert "It leaves at six" in newest["text"]
    assert oldest["text"] == "Ours"
    assert texts(await post.thread(before[0])) == ["Theirs"]
    assert await post.listed() == before
