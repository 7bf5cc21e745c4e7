"""Organizations: created, changed, left and deleted; who is in them, and what their roles allow."""

from typing import Any

import pytest

from tests.listening import ear
from tests.world import Person, World, at_once

#: How long a right that was taken away may still be used.
SOON = 2.0


@pytest.fixture
async def ana(world: World) -> Person:
    return await world.organizer("Ana Ruiz")


async def agency(owner: Person, **values: Any) -> str:
    """The path of a new organization."""
    made = await owner.post("/api/organizations", {"name": "Fiestas SL", **values})
    return f"/api/organizations/{made['id']}"


async def hire(owner: Person, path: str, role: str) -> Person:
    person = await owner.world.organizer(f"A {role}")
    await owner.post(f"{path}/members", {"user_id": person.id, "role": role})
    return person


async def roles(person: Person, path: str) -> dict[str, str]:
    items = (await person.get(f"{path}/members"))["items"]
    return {one["name"]: one["role"] for one in items}


async def test_whoever_creates_an_organization_owns_it(ana: Person) -> None:
    path = await agency(ana, country="ES", locale="es")

    found = await ana.get(path)
    listed = (await ana.get("/api/organizations"))["items"]

    assert (found["name"], found["kind"], found["country"], found["locale"], found["role"]) == (
        "Fiestas SL", "business", "ES", "es", "owner",
    )  # fmt: skip
    assert [one["kind"] for one in listed] == ["personal", "business"]
    assert await roles(ana, path) == {"Ana Ruiz": "owner"}


async def test_its_events_speak_its_language_and_its_people_are_its_own(ana: Person) -> None:
    path = await agency(ana, locale="ar")
    key = path.rsplit("/", 1)[1]

    event = await ana.event(organization_id=key, publish=False)
    await ana.post("/api/guests", {"name": "Shared Guest", "organization_id": key})

    assert ((await event.row())["locale"], (await event.row())["organization_id"]) == ("ar", key)
    theirs = (await ana.get("/api/guests", organization_id=key))["items"]
    assert [one["name"] for one in theirs] == ["Shared Guest"]
    assert (await ana.get("/api/guests"))["items"] == []


async def test_stale_change_shows_what_is_there_now(ana: Person) -> None:
    path = await agency(ana)
    version = (await ana.get(path))["version"]

    await ana.patch(path, {"name": "Fiestas SA", "version": version})
    problem = await ana.refused(409, "PATCH", path, {"name": "Late", "version": version})

    assert problem["current"]["name"] == "Fiestas SA"
    await ana.refused(422, "PATCH", path, {"name": None})
    await ana.refused(422, "PATCH", path, {"country": "Spain"})


@pytest.mark.parametrize(
    ("role", "edits_guests", "creates"),
    [("admin", 201, 201), ("manager", 201, 201), ("agent", 403, 403), ("client", 403, 403)],
)
async def test_each_role_does_what_it_allows(
    ana: Person, role: str, edits_guests: int, creates: int
) -> None:
    path = await agency(ana)
    key = path.rsplit("/", 1)[1]
    person = await hire(ana, path, role)

    guest = {"name": "New Guest", "organization_id": key}
    event = {"title": "Gala", "timezone": "UTC", "organization_id": key}

    assert (await person.ask("POST", "/api/guests", guest)).status_code == edits_guests
    assert (await person.ask("POST", "/api/events", event)).status_code == creates
    changed = await person.ask("PATCH", path, {"name": "Mine"})
    assert changed.status_code == (200 if role == "admin" else 403)
    await person.refused(403, "DELETE", path)
    assert (await person.get(path))["role"] == role


async def test_strangers_find_nothing(world: World, ana: Person) -> None:
    path, stranger = await agency(ana), await world.organizer("Str Anger")
    body = {"user_id": stranger.id, "role": "owner"}

    for method, address, sent in (
        ("GET", path, None), ("PATCH", path, {"name": "X"}), ("DELETE", path, None),
        ("GET", f"{path}/members", None), ("POST", f"{path}/members", body),
        ("PATCH", f"{path}/members/{ana.id}", {"role": "client"}),
        ("DELETE", f"{path}/members/{ana.id}", None),
    ):  # fmt: skip
        await stranger.refused(404, method, address, sent)
    assert path.rsplit("/", 1)[1] not in str(await stranger.get("/api/organizations"))


async def test_account_is_added_by_its_address_and_only_once(world: World, ana: Person) -> None:
    path, bo = await agency(ana), await world.organizer("Bo Lee")
    await world.sql("UPDATE users SET email_verified_at = now() WHERE id = $1", bo.id)

    made = await ana.post(f"{path}/members", {"email": bo.email.upper(), "role": "manager"})
    problem = await ana.refused(409, "POST", f"{path}/members", {"user_id": bo.id, "role": "admin"})

    assert (made["user_id"], made["role"], made["status"]) == (bo.id, "manager", "active")
    assert problem["type"] == "/problems/already-in-organization"
    unknown = {"user_id": "01a22701-cdde-76b4-a673-49c20777ab1d", "role": "agent"}
    problem = await ana.refused(422, "POST", f"{path}/members", unknown)
    assert problem["errors"][0]["pointer"] == "/user_id"
    await ana.refused(422, "POST", f"{path}/members", {"user_id": bo.id, "role": "king"})
    await ana.refused(422, "POST", f"{path}/members", {"role": "agent"})


async def test_only_owners_make_and_remove_owners(ana: Person) -> None:
    path = await agency(ana)
    admin, agent = await hire(ana, path, "admin"), await hire(ana, path, "agent")

    await admin.refused(403, "PATCH", f"{path}/members/{ana.id}", {"role": "agent"})
    await admin.refused(403, "DELETE", f"{path}/members/{ana.id}")
    await admin.refused(403, "PATCH", f"{path}/members/{agent.id}", {"role": "owner"})
    await agent.refused(403, "PATCH", f"{path}/members/{agent.id}", {"role": "admin"})
    changed = await admin.patch(f"{path}/members/{agent.id}", {"role": "manager"})

    assert changed["role"] == "manager"
    assert (await ana.patch(f"{path}/members/{admin.id}", {"role": "owner"}))["role"] == "owner"


async def test_the_last_owner_stays(ana: Person) -> None:
    path = await agency(ana)

    for method, body in (("DELETE", None), ("PATCH", {"role": "agent"})):
        problem = await ana.refused(409, method, f"{path}/members/{ana.id}", body)
        assert problem["type"] == "/problems/last-owner"


async def test_of_two_owners_who_leave_at_once_one_stays(ana: Person) -> None:
    path = await agency(ana)
    other = await hire(ana, path, "owner")

    answers = await at_once(
        *(
            person.through(number).ask("DELETE", f"{path}/members/{person.id}")
            for number, person in enumerate((ana, other))
        )
    )

    assert sorted(one.status_code for one in answers) == [204, 409]


async def test_who_was_removed_can_be_added_again(ana: Person) -> None:
    path = await agency(ana)
    agent = await hire(ana, path, "agent")

    await ana.delete(f"{path}/members/{agent.id}")
    await agent.refused(404, "GET", path)
    await ana.refused(404, "DELETE", f"{path}/members/{agent.id}")
    again = await ana.post(f"{path}/members", {"user_id": agent.id, "role": "manager"})

    assert (again["role"], (await agent.get(path))["role"]) == ("manager", "manager")
    await agent.delete(f"{path}/members/{agent.id}")
    assert await roles(ana, path) == {"Ana Ruiz": "owner"}


async def test_organization_is_deleted_once_it_has_no_events(ana: Person) -> None:
    path = await agency(ana)
    event = await ana.event(organization_id=path.rsplit("/", 1)[1])

    problem = await ana.refused(409, "DELETE", path)
    await ana.delete(event.path)
    await ana.delete(path)

    assert problem["type"] == "/problems/organization-in-use"
    await ana.refused(404, "GET", path)
    own = f"/api/organizations/{ana.organization_id}"
    problem = await ana.refused(409, "DELETE", own)
    assert problem["type"] == "/problems/personal-organization"


@pytest.mark.parametrize("process", [0, 1])
@pytest.mark.parametrize("how", ["removed", "demoted", "left"])
async def test_lost_role_closes_the_channels_of_its_events(
    ana: Person, process: int, how: str
) -> None:
    """An admin of the organization sees its events without being in their teams."""
    path = await agency(ana)
    event = await ana.event(organization_id=path.rsplit("/", 1)[1])
    admin, kept = await hire(ana, path, "admin"), await hire(ana, path, "admin")
    names = [f"events/{event.id}/{topic}" for topic in ("seats", "invitations", "operations")]
    member = f"{path}/members/{admin.id}"

    async with ear(admin, *names, process=process) as lost, ear(kept, *names) as other:
        if how == "demoted":
            await ana.patch(member, {"role": "agent"})
        else:
            await (ana if how == "removed" else admin).delete(member)
        for name in names:
            await lost.hears("problem", SOON, channel=name, status=404)

        assert not [one for one in other.heard if one["action"] == "problem"]


async def test_deleted_organizations_key_opens_nothing(ana: Person) -> None:
    path = await agency(ana)
    key = path.rsplit("/", 1)[1]
    await ana.delete(path)

    event = {"title": "Gala", "timezone": "UTC", "organization_id": key}
    await ana.refused(404, "POST", "/api/events", event)
    await ana.refused(404, "GET", "/api/guests", params={"organization_id": key})
