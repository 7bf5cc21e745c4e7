"""A guest writes to the host: it reaches the inbox, beside the party, and is answered from there."""

import asyncio
from typing import Any

import pytest

from convite.core.ids import new_id
from tests.listening import ear
from tests.messaging.inbox.correspondence import Post
from tests.support import until
from tests.victim import MEMBER
from tests.world import Happening, Party, Person, World


async def inbox(event: Happening, who: Person | None = None, **filters: Any) -> Any:
    filters = {"direction": "in", **filters}
    return await (who or event.host).get(f"{event.path}/messages", **filters)


async def arrived(event: Happening, count: int = 1) -> list[dict[str, Any]]:
    """The inbox once so many messages are in it, newest first."""

    async def are_there() -> bool:
        return len((await inbox(event))["items"]) >= count

    await until(are_there, limit=60)
    items: list[dict[str, Any]] = (await inbox(event))["items"]
    return items


async def guest_party(event: Happening, **values: Any) -> Party:
    """Two people, of whom the second has an address."""
    email = f"al.{new_id().hex}@example.com"
    guests = [{"name": "Jo Smith"}, {"name": "Al Smith", "email": email, "locale": "es"}]
    body = {"guests": guests, "label": "The Smiths", **values}
    return Party(event, await event.host.post(f"{event.path}/invitations", body))


async def member(event: Happening, role: str) -> Person:
    world, organization = event.host.world, event.host.organization_id
    person = await world.organizer(f"A {role}")
    await world.sql(MEMBER, new_id(), organization, event.id, person.id, role, "active")
    return person


@pytest.mark.usefixtures("worker")
async def test_what_a_guest_writes_is_in_the_inbox_under_their_party(event: Happening) -> None:
    party = await guest_party(event)

    await party.answer("accepted", "declined", message="Is there parking?\nWe come by car.")
    [message] = await arrived(event)

    assert (message["direction"], message["status"], message["channel"]) == (
        "in", "delivered", "page",
    )  # fmt: skip
    assert (message["party"], message["name"]) == ("The Smiths", "Al Smith")
    assert message["invitation_id"] == party.id
    assert message["text"] == "Is there parking?\nWe come by car."
    assert (message["read_at"], message["answered_at"]) == (None, None)
    assert (await inbox(event))["unread"] == 1
    assert (await party.row())["reply"] == "Is there parking?\nWe come by car."


@pytest.mark.usefixtures("worker")
async def test_a_form_sent_twice_leaves_one_message_and_a_changed_one_another(
    event: Happening,
) -> None:
    party = await guest_party(event)

    form = {"guests": [{"id": party.guests[0], "status": "accepted"}], "message": "See you!"}
    bearers = [party.bearer.through(number % 2) for number in range(8)]
    await asyncio.gather(*(one.put(party.rsvp, form) for one in bearers))
    await party.answer("declined", message="  See you! ")
    await party.answer("declined")
    await party.answer("declined", message="")
    await party.answer("declined", message="Sorry, we can't come.")
    items = await arrived(event, 2)

    assert [one["text"] for one in items] == ["Sorry, we can't come.", "See you!"]


@pytest.mark.usefixtures("worker")
async def test_what_is_written_on_the_plain_page_arrives_too(
    world: World, event: Happening
) -> None:
    party = await guest_party(event)
    http = world.processes[0].http
    form = {f"status.{party.guests[0]}": "accepted", "message": "From a page\r\nwithout scripts"}

    answer = await http.post(f"/r/{party.code}", data=form)
    await party.answer("accepted", message="From a page\nwithout scripts")
    await party.answer("accepted", message="And more")
    items = await arrived(event, 2)

    assert answer.status_code in (200, 303)
    assert [one["text"] for one in items] == ["And more", "From a page\nwithout scripts"]


async def test_a_text_too_long_or_with_nul_is_refused_with_a_sentence(event: Happening) -> None:
    party = await guest_party(event)

    for text in ("x" * 2001, "Hello\0"):
        body = {"guests": [], "message": text}
        problem = await party.bearer.refused(422, "PUT", party.rsvp, body)
        assert [error["pointer"] for error in problem["errors"]] == ["/message"]
    assert (await party.row())["reply"] == ""


@pytest.mark.usefixtures("worker")
async def test_read_by_one_is_read_for_all_and_each_filter_finds_its_messages(
    event: Happening,
) -> None:
    smiths, others = await guest_party(event), await event.party("Ben Other", label="Others")
    await smiths.answer("accepted", message="One")
    await arrived(event)
    await others.answer("accepted", message="Two")
    newest, oldest = await arrived(event, 2)
    viewer = await member(event, "viewer")

    read = await viewer.post(f"/api/messages/{newest['id']}/read")
    again = await event.host.post(f"/api/messages/{newest['id']}/read")
    unread = await inbox(event, unread=True)
    first = await inbox(event, viewer, limit=1)
    second = await inbox(event, viewer, limit=1, cursor=first["next_cursor"])

    assert (read["status"], again["read_at"]) == ("read", read["read_at"])
    assert ([one["id"] for one in unread["items"]], unread["unread"]) == ([oldest["id"]], 1)
    found = (await inbox(event, unread=False))["items"]
    assert [one["id"] for one in found] == [newest["id"]]
    found = (await inbox(event, invitation_id=smiths.id))["items"]
    assert [one["id"] for one in found] == [oldest["id"]]
    assert [one["items"][0]["text"] for one in (first, second)] == ["Two", "One"]
    assert second["next_cursor"] is None


@pytest.mark.usefixtures("worker")
async def test_a_reply_goes_by_mail_in_the_guests_language_with_what_they_wrote(
    world: World, event: Happening
) -> None:
    party = await guest_party(event)
    await party.answer("accepted", message="Parking?\nFor two cars.")
    [message] = await arrived(event)

    path = f"/api/messages/{message['id']}/reply"
    made = await event.host.good("POST", path, {"text": "Yes, behind the house."})
    [row] = await world.sql("SELECT * FROM messages WHERE id = $1", made["id"])
    [seen] = (await inbox(event))["items"]

    assert (made["direction"], made["in_reply_to"]) == ("out", message["id"])
    assert made["text"] == "Yes, behind the house."
    assert row["address"] == party.made["guests"][1]["email"]
    assert row["subject"] == "Respuesta a tu mensaje: Ana y León"
    assert row["text"].startswith("Yes, behind the house.\n\nAna Ruiz, Ana y León\n\n")
    assert "> Parking?\n> For two cars." in row["text"]
    assert party.made["url"] in row["text"]
    assert (seen["status"], seen["answered_at"]) == ("read", made["at"])
    talk = await event.host.get(f"{event.path}/messages", invitation_id=party.id)
    assert [one["id"] for one in talk["items"]] == [made["id"], message["id"]]


@pytest.mark.usefixtures("worker")
async def test_a_reply_to_nobodys_address_says_what_to_do(event: Happening) -> None:
    party = await event.party("Jo Smith")
    await party.answer("accepted", message="No mail, sorry")
    [message] = await arrived(event)
    path = f"/api/messages/{message['id']}/reply"

    problem = await event.host.refused(409, "POST", path, {"text": "Hello"})
    await event.host.put(f"{event.path}/guests/{party.guests[0]}", {"email": f"{new_id()}@a.org"})
    await event.host.post(path, {"text": "Hello"})
    wanted_none = {"guests": [{"id": party.guests[0], "opt_outs": {"email": True}}]}
    await party.bearer.put(party.rsvp, wanted_none)
    refused = await event.host.refused(409, "POST", path, {"text": "Hello again"})

    assert problem["detail"].startswith("Nobody of this party has an e-mail address. Add one")
    assert refused["detail"].startswith("This party doesn't want e-mails.")


@pytest.mark.usefixtures("worker")
async def test_only_who_may_read_the_guests_reads_what_they_write(event: Happening) -> None:
    party = await guest_party(event)
    await party.answer("accepted", message="A secret")
    [message] = await arrived(event)
    stranger = await event.host.world.organizer("Somebody Else")
    reply = f"/api/messages/{message['id']}/reply"

    await stranger.refused(404, "GET", f"{event.path}/messages")
    await stranger.refused(404, "POST", f"/api/messages/{message['id']}/read")
    await stranger.refused(404, "POST", reply, {"text": "Hi"})
    await party.bearer.refused(403, "GET", f"{event.path}/messages")

    assert [one["text"] for one in (await inbox(event))["items"]] == ["A secret"]


async def test_links_in_what_is_sent_are_for_editors_only(event: Happening) -> None:
    party, viewer = await guest_party(event), await member(event, "viewer")
    world = event.host.world
    await world.sql(
        "INSERT INTO messages (id, organization_id, event_id, guest_id, channel, address, locale,"
        " subject, text, dedup_key, status) VALUES ($1, $2, $3, NULL, 'email', 'a@b.c', 'en', 'You',"
        " $4, $5, 'outbox')",
        *(new_id(), event.host.organization_id, event.id, party.made["url"], str(new_id())),
    )

    [shown] = (await inbox(event, direction="out"))["items"]
    [hidden] = (await inbox(event, viewer, direction="out"))["items"]

    assert (shown["text"], hidden["text"]) == (party.made["url"], None)


async def test_links_that_guests_quote_are_for_editors_only(event: Happening, post: Post) -> None:
    party, viewer = await guest_party(event), await member(event, "viewer")
    await post.bring(f"Yes, both of us.\n> {party.made['url']}", party, channel="email")

    [shown] = (await inbox(event))["items"]
    [hidden] = (await inbox(event, viewer))["items"]
    [listed] = await post.listed(viewer)

    assert party.code in shown["text"]
    assert party.code not in hidden["text"] + listed["last_text"]
    assert hidden["text"].startswith("Yes, both of us.")


@pytest.mark.usefixtures("worker")
async def test_whoever_looks_sees_it_arrive_and_be_read(event: Happening) -> None:
    party = await guest_party(event)

    async with ear(event.host, f"events/{event.id}/invitations") as live:
        await party.answer("accepted", message="Hello")
        told = await live.hears("message_received", limit=60)
        await event.host.post(f"/api/messages/{told['message_id']}/read")
        await live.hears("message_read", message_id=told["message_id"])

    assert told["invitation_id"] == party.id
    assert "Hello" not in str(live.heard)


@pytest.mark.usefixtures("worker")
async def test_messages_of_a_merged_guest_follow(event: Happening) -> None:
    party = await guest_party(event)
    await party.answer("accepted", message="Hello")
    await arrived(event)
    kept = await event.host.post("/api/guests", {"name": "Alan Smith-Lind"})
    both = {"keep": kept["id"], "remove": party.made["guests"][1]["guest_id"]}

    await event.host.post("/api/guests/merge", both)
    [message] = await arrived(event)

    assert (message["guest_id"], message["name"]) == (kept["id"], "Alan Smith-Lind")


async def test_nothing_is_lost_while_no_worker_runs(world: World, event: Happening) -> None:
    """The words are in the log and its outbox with the reply; the worker stores them whenever it runs."""
    party = await guest_party(event)
    await party.answer("accepted", message="One")
    await party.answer("accepted", message="Two")

    waiting = await world.sql(
        "SELECT p.data ->> 'text' AS text FROM activity_log l JOIN activity_private p ON p.log_id = l.id"
        " JOIN activity_outbox o ON o.log_id = l.id"
        " WHERE l.action = 'guest_wrote' AND l.event_id = $1 ORDER BY l.position",
        event.id,
    )

    assert [row["text"] for row in waiting] == ["One", "Two"]


@pytest.mark.usefixtures("worker")
async def test_a_reply_to_somebody_deleted_from_the_address_book_is_refused(
    event: Happening,
) -> None:
    party = await guest_party(event)
    await party.answer("accepted", message="Parking?")
    [message] = await arrived(event)
    al = party.made["guests"][1]["guest_id"]
    await event.host.delete(f"{event.path}/guests/{party.guests[1]}")
    await event.host.delete(f"/api/guests/{al}")

    path = f"/api/messages/{message['id']}/reply"
    problem = await event.host.refused(409, "POST", path, {"text": "Yes, behind the house."})

    assert problem["type"] == "/problems/guest-deleted"
