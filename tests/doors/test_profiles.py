"""What people say of themselves, with pictures, and what others see of it."""

import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PIL import Image

from convite.core.database import open_database
from convite.doors.profiles.jobs import remove_unused_profile_pictures
from tests.support import until
from tests.world import Person, World

PROFILE = "/api/me/profile"
TODAY = datetime.now(UTC).date()


async def picture(who: Person, width: int = 400) -> str:
    out = io.BytesIO()
    Image.new("RGB", (width, 300), "plum").save(out, "PNG")
    form = {"purpose": "profile_picture"}
    answer = await who.ask(
        "POST", "/api/files", data=form, files={"file": ("me.png", out.getvalue())}
    )
    return str(answer.json()["id"])


async def seen(who: Person, viewer: str) -> dict[str, Any]:
    shown: dict[str, Any] = await who.get(f"{PROFILE}/preview", **{"as": viewer})
    return shown


async def test_new_account_has_an_empty_profile(world: World) -> None:
    ana = await world.organizer("Ana Ruiz")

    assert await ana.get(PROFILE) == (await ana.get("/api/me"))["profile"] == {
        "bio": "", "location": "", "latitude": None, "longitude": None, "birth_date": None,
        "gender": None, "languages": [], "pictures": [], "is_verified": False, "locale": "en",
        "timezone": "UTC",
        "visible": {
            "name": "everyone", "picture": "everyone", "pictures": "hosts", "bio": "hosts",
            "location": "hosts", "languages": "hosts", "interests": "hosts", "gender": "hosts",
            "birth_date": "nobody", "attendance": "hosts",
        },
    }  # fmt: skip


async def test_profile_is_changed_in_part(world: World) -> None:
    ana = await world.organizer()

    await ana.patch(PROFILE, {"locale": "ar", "timezone": "Asia/Riyadh", "gender": "female"})
    changed = await ana.put(PROFILE, {"bio": "Hosts weddings", "languages": ["PT-br", "es", "es"]})
    cleared = await ana.patch(PROFILE, {"gender": None})

    assert {name: changed[name] for name in ("bio", "locale", "gender", "languages")} == {
        "bio": "Hosts weddings", "locale": "ar", "gender": "female", "languages": ["pt-BR", "es"],
    }  # fmt: skip
    assert cleared["gender"] is None


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"timezone": "Mars"}, "/timezone"),
        ({"birth_date": str(TODAY + timedelta(days=2))}, "/birth_date"),
        ({"birth_date": str(TODAY - timedelta(days=121 * 366))}, "/birth_date"),
        ({"birth_date": "1990-02-30"}, "/birth_date"),
        ({"gender": "robot"}, "/gender"),
        ({"languages": ["Spanish!"]}, "/languages"),
        ({"languages": ["es"] * 11}, "/languages"),
        ({"languages": None}, "/languages"),
        ({"latitude": 40.4}, ""),
        ({"latitude": 40.4, "longitude": None}, ""),
        ({"latitude": 91, "longitude": 0}, "/latitude"),
        ({"latitude": "NaN", "longitude": 0}, "/latitude"),
        ({"visible": {"bio": "friends"}}, "/visible/bio"),
        ({"visible": {"phone": "hosts"}}, "/visible/phone"),
        ({"pictures": ["00000000-0000-7000-8000-000000000009"] * 2}, "/pictures"),
        ({"pictures": ["00000000-0000-7000-8000-000000000009"]}, "/pictures/0"),
        ({"pictures": [f"00000000-0000-7000-8000-00000000000{n}" for n in range(7)]}, "/pictures"),
        ({"bio": "x" * 2001}, "/bio"),
    ],
)
async def test_what_is_wrong_is_named(world: World, body: dict[str, Any], pointer: str) -> None:
    ana = await world.organizer()

    problem = await ana.refused(422, "PATCH", PROFILE, body)

    assert problem["errors"][0]["pointer"] == pointer


async def test_pictures_are_kept_in_order_and_are_ones_own(world: World) -> None:
    ana, eve = await world.organizer(), await world.organizer()
    first, second = await picture(ana), await picture(ana)

    await ana.patch(PROFILE, {"pictures": [first, second]})
    turned = await ana.patch(PROFILE, {"pictures": [second, first]})

    assert [one["id"] for one in turned["pictures"]] == [second, first]
    assert turned["pictures"][0]["variants"] == {"320": f"/api/files/{second}?width=320"}
    assert (await ana.get("/api/me"))["profile"]["pictures"] == turned["pictures"]
    await eve.refused(422, "PATCH", PROFILE, {"pictures": [first]})


@pytest.mark.usefixtures("worker")
async def test_picture_taken_off_is_gone_with_the_bytes_of_its_sizes(world: World) -> None:
    ana = await world.organizer()
    kept, dropped = await picture(ana), await picture(ana)
    await ana.patch(PROFILE, {"pictures": [kept, dropped]})
    key = await world.one("SELECT key FROM files WHERE id = $1", dropped)
    paths = [
        world.files / "files" / key[-2:] / key for key in (key.hex, await small_key(world, dropped))
    ]
    assert all(path.exists() for path in paths)

    await ana.patch(PROFILE, {"pictures": [kept]})

    async def are_gone() -> bool:
        return not any(path.exists() for path in paths)

    await until(are_gone, limit=60)
    await ana.refused(404, "GET", f"/api/files/{dropped}")
    assert (await ana.ask("GET", f"/api/files/{kept}")).status_code == 200


async def small_key(world: World, file_id: str) -> str:
    key = await world.one("SELECT variants -> '320' ->> 'key' FROM files WHERE id = $1", file_id)
    return str(key).replace("-", "")


async def test_uploads_that_no_profile_shows_are_removed_after_a_day(world: World) -> None:
    ana = await world.organizer()
    shown, old, fresh = await picture(ana), await picture(ana), await picture(ana)
    await ana.patch(PROFILE, {"pictures": [shown]})
    await world.sql(
        "UPDATE files SET created_at = now() - interval '2 days' WHERE id = ANY($1::uuid[])",
        [shown, old],
    )
    system = await open_database(world.dsns.system, pool_size=1, raw_pool_size=1)

    await remove_unused_profile_pictures(system)
    await system.close()

    rows = await world.sql("SELECT id::text FROM files WHERE user_id = $1", ana.id)
    assert {row["id"] for row in rows} == {shown, fresh}


async def test_others_see_what_one_shows_them(world: World) -> None:
    ana = await world.organizer("Ana Ruiz")
    first, second = await picture(ana), await picture(ana)
    born = TODAY.replace(day=1) - timedelta(days=30 * 366)
    await ana.patch(
        PROFILE,
        {
            "bio": "Climbs", "location": "Sevilla", "latitude": 37.39, "longitude": -5.99,
            "birth_date": str(born), "gender": "female", "languages": ["es"],
            "pictures": [first, second],
        },
    )  # fmt: skip
    await ana.put("/api/me/interests", {"interests": ["outdoors", "art"]})

    everyone, host = await seen(ana, "everyone"), await seen(ana, "host")
    await ana.patch(
        PROFILE, {"visible": {"birth_date": "hosts", "name": "hosts", "bio": "everyone"}}
    )
    await ana.patch(PROFILE, {"visible": {"gender": "nobody"}})
    later, later_host = await seen(ana, "everyone"), await seen(ana, "host")

    nothing = {
        "bio": "",
        "location": "",
        "languages": [],
        "gender": None,
        "age": None,
        "interests": [],
    }
    assert [one["id"] for one in everyone.pop("pictures")] == [first]
    assert everyone == {"name": "Ana Ruiz", "is_verified": False, **nothing}
    assert [one["id"] for one in host.pop("pictures")] == [first, second]
    assert [one["slug"] for one in host.pop("interests")] == ["art", "outdoors"]
    assert host == {
        "name": "Ana Ruiz", "is_verified": False, "bio": "Climbs", "location": "Sevilla",
        "languages": ["es"], "gender": "female", "age": None,
    }  # fmt: skip
    assert (later["name"], later["bio"], later["age"]) == (None, "Climbs", None)
    assert (later_host["name"], later_host["gender"], later_host["age"]) == ("Ana Ruiz", None, 30)
    await ana.refused(422, "GET", f"{PROFILE}/preview", params={"as": "admin"})


async def test_picture_opens_for_those_who_are_shown_it(world: World) -> None:
    ana, other = await world.organizer(), await world.organizer()
    first, second, unused = await picture(ana), await picture(ana), await picture(ana)
    await ana.patch(PROFILE, {"pictures": [first, second]})

    async def opened() -> list[int]:
        return [
            (await other.ask("GET", f"/api/files/{key}")).status_code
            for key in (first, second, unused)
        ]

    before = await opened()
    await ana.patch(PROFILE, {"visible": {"picture": "nobody", "pictures": "everyone"}})

    assert before == [200, 404, 404]
    assert await opened() == [404, 200, 404]
    assert (await ana.ask("GET", f"/api/files/{first}")).status_code == 200
    await world.nobody().refused(401, "GET", f"/api/files/{second}")


async def test_change_of_a_profile_is_logged_without_its_words_for_others(world: World) -> None:
    ana = await world.organizer()

    await ana.patch(PROFILE, {"bio": "Secret past", "birth_date": "1990-05-01"})
    await ana.patch(PROFILE, {"bio": "Secret past"})

    rows = await world.sql(
        "SELECT * FROM activity_log WHERE object_id = $1 AND action = 'profile_changed'", ana.id
    )
    assert len(rows) == 1, "a change to the same isn't one"
