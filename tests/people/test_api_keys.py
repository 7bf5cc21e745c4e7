"""API keys: made once, shown once; what a program may with one, and when it no longer may."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from convite.core.ids import hash_of
from tests.world import Happening, Person, World

READ_GUESTS, WRITE_GUESTS = ["guests:read"], ["guests:read", "guests:write"]


@pytest.fixture
async def ana(world: World) -> Person:
    return await world.organizer("Ana Ruiz")


@pytest.fixture
async def event(ana: Person) -> Happening:
    return await ana.event()


async def made(person: Person, scopes: list[str], **values: Any) -> Any:
    return await person.post("/api/api-keys", {"name": "Shop", "scopes": scopes, **values})


def bearer(world: World, key: str, process: int = 0) -> Person:
    return Person(world, {"authorization": f"Bearer {key}"}, at=process)


async def program(person: Person, *scopes: str, **values: Any) -> Person:
    """A program with a new key of this person's."""
    return bearer(person.world, (await made(person, list(scopes), **values))["key"])


async def test_key_is_shown_once_and_kept_as_a_hash(world: World, ana: Person) -> None:
    key = await made(ana, READ_GUESTS)

    listed = (await ana.get("/api/api-keys"))["items"]

    assert key["key"].startswith("cv_")
    assert key["key"].startswith(key["prefix"])
    assert [(one["id"], one["prefix"], one["scopes"]) for one in listed] == [
        (key["id"], key["prefix"], READ_GUESTS)
    ]
    assert key["key"] not in str(listed)
    assert "key" not in await ana.get(f"/api/api-keys/{key['id']}")
    row = (await world.sql("SELECT * FROM api_keys WHERE id = $1", key["id"]))[0]
    assert bytes(row["key_hash"]) == hash_of(key["key"])
    assert key["key"] not in str(dict(row))


async def test_scopes_are_needed_one_by_one(world: World, ana: Person, event: Happening) -> None:
    party = await event.party("Jo Smith")
    reader, writer = await program(ana, *READ_GUESTS), await program(ana, *WRITE_GUESTS)
    scanner = await program(ana, "check_in")
    editor = await program(ana, "events:write")
    scan = {"attendee_id": party.guests[0], "nonce": "one"}

    assert len((await reader.get(f"{event.path}/guests"))["items"]) == 1
    await reader.refused(403, "POST", f"{event.path}/guests", {"name": "New One"})
    await reader.refused(403, "POST", f"{event.path}/checkins", scan)
    await reader.refused(403, "PATCH", event.path, {"title": "Renamed"})
    assert (await writer.post(f"{event.path}/guests", {"name": "New One"}))["id"]
    await writer.refused(403, "PATCH", event.path, {"title": "Renamed"})
    [result] = (await scanner.post(f"{event.path}/checkins", scan))["results"]
    assert result["result"] == "ok"
    await scanner.refused(403, "POST", f"{event.path}/guests", {"name": "Other One"})
    assert (await editor.patch(event.path, {"title": "Renamed"}))["title"] == "Renamed"
    created = await editor.post("/api/events", {"title": "Gala", "timezone": "UTC"})
    assert created["organization_id"] == ana.organization_id
    await reader.refused(403, "POST", "/api/events", {"title": "Gala", "timezone": "UTC"})


async def test_no_scope_deletes_events_or_runs_the_team_or_the_account(
    world: World, ana: Person, event: Happening
) -> None:
    key = await program(
        ana, "events:read", "events:write", "guests:read", "guests:write", "check_in"
    )
    bo = await world.organizer("Bo Lee")

    await key.refused(403, "DELETE", event.path)
    body = {"user_id": bo.id, "role": "admin"}
    for method, path, sent in (
        ("POST", f"{event.path}/invite-member", body),
        ("DELETE", f"{event.path}/members/{ana.id}", None),
        ("GET", f"{event.path}/devices", None),
        ("GET", "/api/me", None), ("PATCH", "/api/me", {"name": "X"}),
        ("GET", "/api/organizations", None), ("POST", "/api/organizations", {"name": "X"}),
        ("GET", "/api/api-keys", None),
        ("POST", "/api/api-keys", {"name": "X", "scopes": READ_GUESTS}),
        ("GET", "/api/notifications", None), ("GET", f"/api/users/{ana.id}", None),
        ("GET", f"/api/activity?event={event.id}", None),
    ):  # fmt: skip
        problem = await key.refused(403, method, path, sent)
        assert problem["type"] == "/problems/api-key-route", path
    await key.refused(401, "GET", f"/api/stream?channel=events/{event.id}/seats")


@pytest.mark.parametrize("process", [0, 1])
async def test_revoked_key_is_refused_at_once(
    world: World, ana: Person, event: Happening, process: int
) -> None:
    key = await made(ana, ["guests:read", "check_in"])
    person = bearer(world, key["key"], process)
    await person.get(f"{event.path}/guests")
    await person.ask("POST", f"{event.path}/checkins", {"code": "none", "nonce": "one"})

    await ana.delete(f"/api/api-keys/{key['id']}")

    problem = await person.refused(401, "GET", f"{event.path}/guests")
    assert problem["type"] == "/problems/api-key-over"
    await person.refused(401, "POST", f"{event.path}/checkins", {"code": "none", "nonce": "two"})
    assert (await ana.get("/api/api-keys"))["items"] == []
    await ana.refused(404, "DELETE", f"/api/api-keys/{key['id']}")


async def test_expired_unknown_and_orphaned_keys_are_refused(
    world: World, ana: Person, event: Happening
) -> None:
    soon = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    key = await made(ana, READ_GUESTS, expires_at=soon)
    person = bearer(world, key["key"])
    await person.get(f"{event.path}/guests")

    await world.sql("UPDATE api_keys SET expires_at = now() WHERE id = $1", key["id"])
    await person.refused(401, "GET", f"{event.path}/guests")
    await bearer(world, "cv_unknown").refused(401, "GET", f"{event.path}/guests")
    other = await program(ana, *READ_GUESTS)
    await world.sql("UPDATE users SET is_active = false WHERE id = $1", ana.id)
    await other.refused(401, "GET", f"{event.path}/guests")


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"scopes": []}, "/scopes"),
        ({"scopes": ["everything"]}, "/scopes"),
        ({"name": " "}, "/name"),
        ({"expires_at": "2001-01-01T00:00:00Z"}, "/expires_at"),
    ],
)
async def test_bad_key_is_told_what_is_wrong(ana: Person, body: Any, pointer: str) -> None:
    whole = {"name": "Shop", "scopes": READ_GUESTS, **body}

    problem = await ana.refused(422, "POST", "/api/api-keys", whole)

    assert problem["errors"][0]["pointer"].startswith(pointer)


async def test_key_opens_its_organization_only(world: World, ana: Person, event: Happening) -> None:
    agency = (await ana.post("/api/organizations", {"name": "Agency"}))["id"]
    gala = await ana.event(title="Gala", organization_id=agency)
    own = await program(ana, "events:write", *WRITE_GUESTS)
    theirs = await program(ana, "events:write", *WRITE_GUESTS, organization_id=agency)

    assert [one["title"] for one in (await theirs.get("/api/events"))["items"]] == ["Gala"]
    found = await theirs.get("/api/events", organization_id=ana.organization_id)
    assert [one["title"] for one in found["items"]] == ["Gala"]
    await theirs.refused(404, "GET", f"{event.path}/guests")
    await own.refused(404, "GET", f"{gala.path}/guests")
    await own.refused(404, "GET", "/api/guests", params={"organization_id": agency})
    body = {"title": "X", "timezone": "UTC", "organization_id": ana.organization_id}
    await theirs.refused(404, "POST", "/api/events", body)


async def test_key_does_no_more_than_its_maker_may_now(world: World, ana: Person) -> None:
    agency = (await ana.post("/api/organizations", {"name": "Agency"}))["id"]
    gala, bo = await ana.event(organization_id=agency), await world.organizer("Bo Lee")
    members = f"/api/organizations/{agency}/members"
    await ana.post(members, {"user_id": bo.id, "role": "admin"})
    key = await program(bo, "events:read", *WRITE_GUESTS, organization_id=agency)
    await key.post(f"{gala.path}/guests", {"name": "Jo Smith"})

    await ana.patch(f"{members}/{bo.id}", {"role": "agent"})
    await key.refused(404, "POST", f"{gala.path}/guests", {"name": "Al Smith"})
    guest = {"name": "Al Smith", "organization_id": agency}
    await key.refused(403, "POST", "/api/guests", guest)
    await ana.delete(f"{members}/{bo.id}")
    await key.refused(404, "GET", "/api/guests", params={"organization_id": agency})


async def test_admin_sees_all_keys_and_others_their_own(world: World, ana: Person) -> None:
    agency = (await ana.post("/api/organizations", {"name": "Agency"}))["id"]
    bo, stranger = await world.organizer("Bo Lee"), await world.organizer("Str Anger")
    await ana.post(f"/api/organizations/{agency}/members", {"user_id": bo.id, "role": "manager"})
    hers = await made(ana, READ_GUESTS, organization_id=agency)
    his = await made(bo, READ_GUESTS, organization_id=agency)

    async def seen(person: Person) -> list[str]:
        items = (await person.get("/api/api-keys", organization_id=agency))["items"]
        return [one["id"] for one in items]

    assert await seen(ana) == [his["id"], hers["id"]]
    assert await seen(bo) == [his["id"]]
    await bo.refused(404, "DELETE", f"/api/api-keys/{hers['id']}")
    await stranger.refused(404, "GET", f"/api/api-keys/{hers['id']}")
    await stranger.refused(404, "GET", "/api/api-keys", params={"organization_id": agency})
    body = {"name": "X", "scopes": READ_GUESTS, "organization_id": agency}
    await stranger.refused(404, "POST", "/api/api-keys", body)
    await ana.delete(f"/api/api-keys/{his['id']}")
    assert await seen(bo) == []


async def test_use_is_noted_at_most_once_a_minute(
    world: World, ana: Person, event: Happening
) -> None:
    key = await made(ana, READ_GUESTS)
    person = bearer(world, key["key"])
    used = "SELECT last_used_at FROM api_keys WHERE id = $1"

    await person.get(f"{event.path}/guests")
    first = await world.one(used, key["id"])
    await person.get(f"{event.path}/guests")
    second = await world.one(used, key["id"])
    await world.sql(
        "UPDATE api_keys SET last_used_at = now() - interval '61 seconds' WHERE id = $1", key["id"]
    )
    await person.get(f"{event.path}/guests")

    assert first is not None
    assert first == second
    assert await world.one(used, key["id"]) > first


async def test_trail_names_the_key_and_its_maker(
    world: World, ana: Person, event: Happening
) -> None:
    key = await made(ana, ["events:write"])

    await bearer(world, key["key"]).patch(event.path, {"title": "By a program"})

    row = (
        await world.sql(
            "SELECT actor_kind, actor_id, on_behalf_of FROM activity_log"
            " WHERE event_id = $1 AND action = 'event_updated'",
            event.id,
        )
    )[0]
    assert (row[0], str(row[1]), str(row[2])) == ("api_key", key["id"], ana.id)


async def test_key_is_limited_by_itself(world: World, ana: Person, event: Happening) -> None:
    async with world.limited() as process:
        first, second = await made(ana, READ_GUESTS), await made(ana, READ_GUESTS)

        async def asked(key: str) -> int:
            headers = {"authorization": f"Bearer {key}"}
            return (await process.http.get(event.path, headers=headers)).status_code

        statuses = [await asked(first["key"]) for _ in range(601)]

        assert statuses == [200] * 600 + [429]
        assert await asked(second["key"]) == 200


async def test_same_idempotency_key_of_another_api_key_is_another(
    world: World, ana: Person
) -> None:
    one, other = await program(ana, "events:write"), await program(ana, "events:write")
    key = {"headers": {"idempotency-key": "the same"}}
    body = {"title": "Mine", "timezone": "UTC"}

    first = await one.post("/api/events", body, **key)
    again = await one.post("/api/events", body, **key)
    second = await other.post("/api/events", body, **key)

    assert (first["id"] == again["id"], first["id"] == second["id"]) == (True, False)
