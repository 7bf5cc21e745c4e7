"""An event's team: invited by mail, joined, changed, removed, and what each may do."""

import re
from typing import Any

import pytest

from tests.support import until
from tests.world import Happening, Person, World, at_once

MAILS = (
    "SELECT text FROM messages WHERE lower(address) = lower($1)"
    " AND dedup_key LIKE 'member.%' ORDER BY created_at, id"
)


@pytest.fixture
async def event(world: World) -> Happening:
    return await (await world.organizer("Ana Ruiz")).event()


async def invite(event: Happening, email: str, role: str = "editor", **more: Any) -> Any:
    body = {"email": email, "role": role, **more}
    return await event.host.post(f"{event.path}/invite-member", body)


async def mails(world: World, email: str, count: int = 1) -> list[str]:
    """The texts mailed to an address, once there are so many."""

    async def are_there() -> bool:
        return len(await world.sql(MAILS, email)) >= count

    await until(are_there, limit=60)
    return [row["text"] for row in await world.sql(MAILS, email)]


async def token_for(world: World, email: str, count: int = 1) -> str:
    """The token of the newest mail to an address."""
    return re.findall(r"/join/(\S+)", (await mails(world, email, count))[-1])[0]


async def accept(person: Person, token: str) -> Any:
    return await person.post("/api/members/accept", {"token": token})


async def add(event: Happening, role: str, **more: Any) -> Person:
    """A new account that is in the team."""
    person = await event.host.world.organizer(f"A {role}")
    body = {"user_id": person.id, "role": role, **more}
    made = await event.host.post(f"{event.path}/invite-member", body)
    assert (made["status"], made["user_id"]) == ("active", person.id)
    return person


async def prove(world: World, person: Person) -> None:
    await world.sql("UPDATE users SET email_verified_at = now() WHERE id = $1", person.id)


async def team(event: Happening) -> dict[str, tuple[str, str]]:
    """Role and status of everybody, by name."""
    listed = await event.host.get(f"{event.path}/members")
    return {item["name"]: (item["role"], item["status"]) for item in listed["items"]}


@pytest.mark.usefixtures("worker")
async def test_person_invited_by_mail_joins_with_the_account_made_afterwards(
    world: World, event: Happening
) -> None:
    email = f"bo.{event.id}@example.com"
    made = await invite(event, email, duties=["registration"], display_name="Bo at the door")
    token = await token_for(world, email)
    bo = await world.organizer("Bo Lee")
    await world.sql("UPDATE users SET email = $2, email_key = $2 WHERE id = $1", bo.id, email)

    await bo.refused(404, "GET", event.path)
    joined = await accept(bo, token)

    assert (made["status"], made["user_id"], made["email"]) == ("invited", None, email)
    assert (made["duties"], made["permissions"]) == (["registration"], [])
    assert (joined["id"], joined["status"], joined["user_id"]) == (made["id"], "active", bo.id)
    assert (joined["name"], joined["expires_at"]) == ("Bo at the door", None)
    assert (await bo.get(event.path))["can"]["edit_guests"] is True
    for table in ("challenges", "activity_log", "activity_private"):
        kept = await world.sql(f"SELECT to_jsonb(t)::text AS row FROM {table} t")
        assert token not in str([row["row"] for row in kept])


@pytest.mark.usefixtures("worker")
async def test_invitation_is_used_once_and_only_by_its_address(
    world: World, event: Happening
) -> None:
    bo, eve = await world.organizer("Bo Lee"), await world.organizer("Eve")
    await invite(event, bo.email.upper())
    token = await token_for(world, bo.email.upper())
    body = {"token": token}

    foreign = await eve.refused(403, "POST", "/api/members/accept", body)
    tried = await at_once(*(bo.through(n).ask("POST", "/api/members/accept", body) for n in (0, 1)))
    again = await bo.refused(409, "POST", "/api/members/accept", body)
    unknown = await bo.refused(404, "POST", "/api/members/accept", {"token": "nobodys"})
    await world.nobody().refused(401, "POST", "/api/members/accept", body)

    assert sorted(answer.status_code for answer in tried) == [200, 409]
    assert foreign["type"] == "/problems/member-invite-foreign"
    assert again["type"] == "/problems/member-invite-used"
    assert unknown["type"] == "/problems/member-invite-unknown"
    await eve.refused(404, "GET", event.path)


@pytest.mark.usefixtures("worker")
async def test_link_says_what_it_is_for_to_any_account(world: World, event: Happening) -> None:
    bo, eve = await world.organizer("Bo Lee"), await world.organizer("Eve")
    made = await invite(event, bo.email)
    body = {"token": await token_for(world, bo.email)}
    path = "/api/members/invitation"

    read = [await person.post(path, body) for person in (bo, eve)]
    unknown = await bo.refused(404, "POST", path, {"token": "nobodys"})
    await world.nobody().refused(401, "POST", path, body)
    await event.host.delete(f"{event.path}/members/{made['id']}")
    withdrawn = await bo.refused(410, "POST", path, body)

    title = (await event.row())["title"]
    assert read == [{"event_title": title, "role": "editor", "invited_by": "Ana Ruiz"}] * 2
    assert unknown["type"] == "/problems/member-invite-unknown"
    assert withdrawn["type"] == "/problems/member-invite-withdrawn"


@pytest.mark.usefixtures("worker")
async def test_invitation_expires_after_a_week_and_can_be_sent_again(
    world: World, event: Happening
) -> None:
    bo = await world.organizer("Bo Lee")
    made = await invite(event, bo.email)
    old = await token_for(world, bo.email)
    lasts = "SELECT round(extract(epoch FROM expires_at - now()) / 86400) FROM event_members WHERE id = $1"
    days = await world.one(lasts, made["id"])
    past = """
        UPDATE challenges SET expires_at = now(), created_at = now() - interval '2 min' WHERE email = $1
    """
    await world.sql(past, bo.email)
    send = f"{event.path}/members/{made['id']}/send"

    expired = await bo.refused(410, "POST", "/api/members/accept", {"token": old})
    sent = await event.host.post(send)
    soon = await event.host.refused(429, "POST", send)
    joined = await accept(bo, await token_for(world, bo.email, 2))

    assert (days, expired["type"]) == (7, "/problems/member-invite-expired")
    assert (sent["status"], soon["type"]) == ("invited", "/problems/too-many")
    assert joined["status"] == "active"
    await event.host.refused(409, "POST", send)


@pytest.mark.usefixtures("worker")
async def test_withdrawn_invitation_says_so(world: World, event: Happening) -> None:
    bo = await world.organizer("Bo Lee")
    made = await invite(event, bo.email)
    token = await token_for(world, bo.email)

    await event.host.delete(f"{event.path}/members/{made['id']}")
    refused = await bo.refused(410, "POST", "/api/members/accept", {"token": token})

    assert refused["type"] == "/problems/member-invite-withdrawn"
    assert await team(event) == {"Ana Ruiz": ("admin", "active")}


@pytest.mark.usefixtures("worker")
async def test_proven_address_is_a_member_at_once(world: World, event: Happening) -> None:
    bo = await world.organizer("Bo Lee")
    await prove(world, bo)

    made = await invite(event, bo.email, "viewer")

    assert (made["status"], made["user_id"]) == ("active", bo.id)
    assert (await bo.get(event.path))["id"] == event.id
    [text] = await mails(world, bo.email)
    assert f"/events/{event.id}" in text


@pytest.mark.usefixtures("worker")
async def test_address_proven_later_accepts_what_was_sent_to_it(
    world: World, event: Happening
) -> None:
    bo = await world.organizer("Bo Lee")
    await invite(event, bo.email, "viewer")
    await bo.refused(404, "GET", event.path)
    await bo.ask("POST", "/api/auth/email/request")
    link = "SELECT text FROM messages WHERE user_id = $1 AND dedup_key LIKE 'proof.%'"

    async def is_mailed() -> bool:
        return bool(await world.sql(link, bo.id))

    async def is_member() -> bool:
        return (await bo.ask("GET", event.path)).status_code == 200

    await until(is_mailed, limit=60)
    [mail] = await world.sql(link, bo.id)
    [token] = re.findall(r"/verify/(\S+)", mail["text"])
    await world.nobody().post("/api/auth/email/verify", {"token": token})
    await until(is_member, limit=60)

    assert (await team(event))["Bo Lee"] == ("viewer", "active")


async def test_everybody_is_in_the_team_once(world: World, event: Happening) -> None:
    bo = await add(event, "viewer")
    await invite(event, "new@example.com")

    path = f"{event.path}/invite-member"
    for body in (
        {"user_id": bo.id, "role": "admin"},
        {"email": bo.email.upper(), "role": "admin"},
        {"email": "New@example.com", "role": "admin"},
        {"email": event.host.email, "role": "viewer"},
    ):
        refused = await event.host.refused(409, "POST", path, body)
        assert refused["type"] == "/problems/already-member"


@pytest.mark.parametrize(
    ("field", "value", "known"),
    [
        ("role", "boss", "'admin', 'editor', 'viewer'"),
        ("duties", ["chief"], "'coordinator'"),
        ("permissions", ["everything"], "'manage_attendees'"),
    ],
)
async def test_unknown_word_is_refused_with_the_known_ones(
    event: Happening, field: str, value: Any, known: str
) -> None:
    body = {"email": "a@example.com", "role": "viewer", field: value}

    refused = await event.host.refused(422, "POST", f"{event.path}/invite-member", body)
    changed = await event.host.refused(
        422, "PATCH", f"{event.path}/members/{event.host.id}", {field: value}
    )

    for problem in (refused, changed):
        assert problem["errors"][0]["pointer"].startswith(f"/{field}")
        assert known in problem["errors"][0]["detail"]


@pytest.mark.parametrize(
    "body",
    [
        {"role": "viewer"},
        {"role": "viewer", "email": "no address"},
        {"role": "viewer", "user_id": "0190e3a4-0000-7000-8000-000000000000"},
        {"email": "a@example.com"},
        {"role": None, "email": "a@example.com"},
    ],
)
async def test_nobody_or_nothing_to_invite_is_said_at_its_field(
    event: Happening, body: Any
) -> None:
    refused = await event.host.refused(422, "POST", f"{event.path}/invite-member", body)

    assert refused["errors"][0]["detail"]


async def test_role_is_changed_by_either_id_and_logged(event: Happening) -> None:
    bo = await add(event, "viewer")
    [item] = [
        one
        for one in (await event.host.get(f"{event.path}/members"))["items"]
        if one["user_id"] == bo.id
    ]

    first = await event.host.patch(f"{event.path}/members/{bo.id}", {"role": "editor"})
    stale = {"role": "admin", "version": item["version"]}
    await event.host.refused(409, "PATCH", f"{event.path}/members/{item['id']}", stale)
    second = await event.host.patch(
        f"{event.path}/members/{item['id']}", {"permissions": ["manage_event", "manage_event"]}
    )

    assert (first["role"], second["permissions"]) == ("editor", ["manage_event"])
    assert (await bo.get(event.path))["can"]["edit_event"] is True
    log = (await event.host.get("/api/activity", event=event.id))["items"]
    assert [row["action"] for row in log[:3]] == [
        "member_changed",
        "member_changed",
        "member_invited",
    ]
    assert log[1]["changes"]["role"] == ["viewer", "editor"]


async def test_roles_may_what_the_contract_says(event: Happening) -> None:
    await event.party("Jo Smith")
    viewer, editor, admin = [await add(event, role) for role in ("viewer", "editor", "admin")]
    path, guests = event.path, f"{event.path}/guests"

    assert (await viewer.get(guests))["items"][0]["name"] == "Jo Smith"
    assert (await viewer.get(f"{path}/members"))["items"]
    for person, allowed in ((viewer, False), (editor, True), (admin, True)):
        for method, asked in (("GET", f"{guests}/export"), ("GET", f"{guests}/duplicates")):
            status = (await person.ask(method, asked)).status_code
            assert (status == 200) is allowed, (method, asked, status)
    for person, allowed in ((viewer, False), (editor, False), (admin, True)):
        activity = await person.ask("GET", "/api/activity", params={"event": event.id})
        invited = {"email": f"{person.id}@example.com", "role": "viewer"}
        made = await person.ask("POST", f"{path}/invite-member", invited)
        assert activity.status_code == (200 if allowed else 403)
        assert made.status_code == (201 if allowed else 403)


@pytest.mark.parametrize(
    ("more", "right"),
    [
        ({"permissions": ["check_in"]}, "check_in"),
        ({"duties": ["registration"]}, "check_in"),
        ({"permissions": ["manage_attendees"]}, "edit_guests"),
        ({"permissions": ["manage_event"]}, "edit_event"),
        ({"permissions": ["send_announcements"]}, "send_messages"),
    ],
)
async def test_extra_permission_or_duty_adds_to_a_viewer(
    event: Happening, more: Any, right: str
) -> None:
    helper = await add(event, "viewer", **more)

    can = (await helper.get(event.path))["can"]

    assert can[right] is True
    assert {"delete_event", "manage_members", "see_activity"}.isdisjoint(can)


async def test_last_admin_cannot_go(event: Happening) -> None:
    own = f"{event.path}/members/{event.host.id}"
    await invite(event, "admin@example.com", "admin")
    viewer = await add(event, "viewer")

    for method, body in (("DELETE", None), ("PATCH", {"role": "editor"})):
        refused = await event.host.refused(409, method, own, body)
        assert refused["type"] == "/problems/last-admin"
    await viewer.refused(403, "DELETE", own)
    second = await add(event, "admin")
    await event.host.delete(own)

    assert (await second.get(f"{event.path}/members/../members"))["items"]
    await second.refused(409, "DELETE", f"{event.path}/members/{second.id}")


async def test_member_leaves_and_may_be_invited_again(event: Happening) -> None:
    viewer = await add(event, "viewer")

    await viewer.delete(f"{event.path}/members/{viewer.id}")
    await viewer.refused(404, "GET", event.path)
    again = {"user_id": viewer.id, "role": "editor"}
    made = await event.host.post(f"{event.path}/invite-member", again)

    assert made["status"] == "active"
    log = (await event.host.get("/api/activity", event=event.id))["items"]
    assert [row["action"] for row in log[:2]] == ["member_invited", "member_removed"]


async def test_members_of_another_event_are_not_there(world: World, event: Happening) -> None:
    stranger = await world.organizer()
    other = await stranger.event()
    [mine] = (await event.host.get(f"{event.path}/members"))["items"]

    await stranger.refused(404, "GET", f"{event.path}/members")
    for key in (mine["id"], event.host.id):
        await stranger.refused(404, "DELETE", f"{other.path}/members/{key}")
        await stranger.refused(404, "PATCH", f"{other.path}/members/{key}", {"role": "viewer"})
