"""The list of interests, people's own choice from it, and what events are about."""

from uuid import UUID

import pytest

from tests.world import Person, World


@pytest.fixture
async def admin(world: World) -> Person:
    boss = await world.organizer("Boss")
    await world.sql("UPDATE users SET platform_role = 'admin' WHERE id = $1", boss.id)
    body = {"email": boss.email, "password": "a long pass phrase"}
    return world.logged_in(await boss.post("/api/auth/login", body), boss.email)


async def test_a_fresh_server_has_interests_in_every_language(world: World) -> None:
    listed = (await world.nobody().get("/api/interests", limit=200))["items"]
    # other tests of this world add interests: the server's own have ids of the migration
    own = [one for one in listed if one["id"].startswith("00000000-0000-7000-8000-")]

    assert len(own) >= 20
    assert [one["name"] for one in own] == sorted(one["name"] for one in own)
    for one in own:
        assert set(one["translations"]) == {"es", "ar"}, one["slug"]


async def test_the_list_is_paged(world: World) -> None:
    nobody = world.nobody()
    whole = (await nobody.get("/api/interests", limit=200))["items"]

    first = await nobody.get("/api/interests", limit=10)
    second = await nobody.get("/api/interests", limit=10, cursor=first["next_cursor"])

    assert first["items"] + second["items"] == whole[:20]


async def test_admins_keep_the_list(world: World, admin: Person) -> None:
    chess = {"name": "Chess", "slug": "chess", "translations": {"es": {"name": "Ajedrez"}}}

    made = await admin.post("/api/interests", chess)
    taken = await admin.refused(409, "POST", "/api/interests", chess)
    path = f"/api/interests/{made['id']}"
    put_away = await admin.patch(path, {"is_active": False, "version": made["version"]})
    stale = await admin.refused(409, "PATCH", path, {"name": "Go", "version": made["version"]})

    assert made["translations"] == {"es": {"name": "Ajedrez", "description": ""}}
    assert taken["errors"][0]["pointer"] == "/slug"
    assert (put_away["is_active"], stale["current"]["name"]) == (False, "Chess")
    slugs = [one["slug"] for one in (await admin.get("/api/interests", limit=200))["items"]]
    every = (await admin.get("/api/interests", limit=200, inactive=True))["items"]
    assert "chess" not in slugs
    assert "chess" in [one["slug"] for one in every]
    await admin.delete(path)
    await admin.refused(404, "DELETE", path)


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"name": "", "slug": "x"}, "/name"),
        ({"name": "X", "slug": "Not a slug"}, "/slug"),
        ({"name": "X", "slug": "x", "translations": {"xx": {"name": "X"}}}, "/translations/xx"),
    ],
)
async def test_what_is_no_interest_is_refused(
    admin: Person, body: dict[str, object], pointer: str
) -> None:
    problem = await admin.refused(422, "POST", "/api/interests", body)

    assert problem["errors"][0]["pointer"].startswith(pointer)


async def test_others_dont_change_the_list(world: World) -> None:
    ana = await world.organizer()
    [one, *_] = (await ana.get("/api/interests"))["items"]

    await ana.refused(403, "POST", "/api/interests", {"name": "X", "slug": "x"})
    await ana.refused(403, "PATCH", f"/api/interests/{one['id']}", {"name": "X"})
    await ana.refused(403, "DELETE", f"/api/interests/{one['id']}")


async def test_everybody_chooses_their_own_by_slug_or_id(world: World) -> None:
    ana, ben = await world.organizer(), await world.organizer("Ben")
    [known] = [one for one in (await ana.get("/api/interests"))["items"] if one["slug"] == "art"]

    chosen = await ana.patch("/api/me/interests", {"interests": ["music", known["id"], "art"]})
    fewer = await ana.patch("/api/me/interests", {"interests": ["music"]})

    assert [one["slug"] for one in chosen["interests"]] == ["art", "music"]
    assert [one["slug"] for one in fewer["interests"]] == ["music"]
    assert await ana.get("/api/me/interests") == fewer
    assert (await ben.get("/api/me/interests"))["interests"] == []
    logged = await world.sql(
        "SELECT action FROM activity_log WHERE stream_id = $1 ORDER BY position", UUID(ana.id)
    )
    assert [row["action"] for row in logged][-2:] == ["interests_chosen", "interests_chosen"]


async def test_nobody_chooses_what_isnt_there(world: World, admin: Person) -> None:
    ana = await world.organizer()

    problem = await ana.refused(422, "PATCH", "/api/me/interests", {"interests": ["golf?"]})
    many = [f"i{number}" for number in range(21)]
    await ana.refused(422, "PATCH", "/api/me/interests", {"interests": many})

    assert problem["errors"][0]["pointer"] == "/interests"
    assert "golf?" in problem["detail"]


async def test_an_event_has_interests_and_a_place(world: World) -> None:
    host = await world.organizer()
    about = {"interests": ["music", "dance"], "latitude": 40.4168, "longitude": -3.7038}
    event = await host.event(**about)

    row = await event.row()
    ids = {one["slug"]: one["id"] for one in (await host.get("/api/interests"))["items"]}
    copy = await host.post(f"{event.path}/duplicate")
    changed = await host.patch(event.path, {"interests": ["art"], "version": row["version"]})
    joined = "SELECT interest_id FROM event_interests WHERE event_id = $1"

    assert row["interests"] == [ids["music"], ids["dance"]]
    assert (row["latitude"], row["longitude"]) == (40.4168, -3.7038)
    assert (copy["interests"], copy["latitude"]) == (row["interests"], row["latitude"])
    assert changed["interests"] == [ids["art"]]
    assert [str(one[0]) for one in await world.sql(joined, UUID(event.id))] == [ids["art"]]
    assert {str(one[0]) for one in await world.sql(joined, UUID(copy["id"]))} == {
        ids["music"],
        ids["dance"],
    }


@pytest.mark.parametrize(
    ("values", "pointer"),
    [
        ({"latitude": 999, "longitude": 0}, "/latitude"),
        ({"latitude": 0, "longitude": -181}, "/longitude"),
        ({"latitude": 40.4}, "/longitude"),
        ({"interests": ["no such thing"]}, "/interests"),
        ({"interests": None}, "/interests"),
    ],
)
async def test_half_a_place_or_an_unknown_interest_is_refused(
    world: World, values: dict[str, object], pointer: str
) -> None:
    host = await world.organizer()
    event = await host.event()

    problem = await host.refused(422, "PATCH", event.path, values)
    body = {"title": "X", "starts_at": "2030-05-01T18:00:00Z", **values}
    at_once = await host.refused(422, "POST", "/api/events", body)

    assert problem["errors"][0]["pointer"] == pointer
    assert at_once["errors"][0]["pointer"] == pointer


async def test_a_removed_interest_is_gone_from_people_and_events(
    world: World, admin: Person
) -> None:
    made = await admin.post("/api/interests", {"name": "Kites", "slug": "kites"})
    host = await world.organizer()
    event = await host.event(interests=["kites", "art"])
    await host.patch("/api/me/interests", {"interests": ["kites"]})

    await admin.delete(f"/api/interests/{made['id']}")

    assert made["id"] not in (await event.row())["interests"]
    assert len((await event.row())["interests"]) == 1
    assert (await host.get("/api/me/interests"))["interests"] == []
