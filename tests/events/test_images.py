"""Covers and the gallery of an event, its page for everybody, and the picture of link previews."""

import io
from typing import Any

import pytest
from PIL import Image

from convite.core.database import open_database
from convite.events.images.jobs import remove_unused_event_images
from tests.support import until
from tests.world import Happening, Person, World


@pytest.fixture
async def event(world: World) -> Happening:
    host = await world.organizer("Ana Ruiz")
    return await host.event(visibility="public", venue_text="Calle Olmo 4")


async def uploaded(event: Happening, purpose: str = "event_cover", color: str = "teal") -> str:
    out = io.BytesIO()
    Image.new("RGB", (1000, 600), color).save(out, "PNG")
    form = {"purpose": purpose, "event_id": event.id}
    sent = {"file": ("picture.png", out.getvalue())}
    answer = await event.host.ask("POST", "/api/files", data=form, files=sent)
    return str(answer.json()["id"])


async def added(event: Happening, purpose: str = "event_cover", **values: Any) -> dict[str, Any]:
    body = {"file_id": await uploaded(event, purpose), **values}
    made: dict[str, Any] = await event.host.post(f"{event.path}/images", body)
    return made


async def order(event: Happening) -> list[tuple[str, int, str]]:
    items = (await event.host.get(f"{event.path}/images"))["items"]
    return [(one["kind"], one["position"], one["id"]) for one in items]


async def test_covers_and_gallery_are_kept_in_order(event: Happening) -> None:
    first, second = await added(event), await added(event)
    third = await added(event, position=0)
    shot = await added(event, "event_image")

    await event.host.patch(f"{event.path}/images/{second['id']}", {"position": 1})

    assert first["variants"].keys() == {"320", "800"}
    assert await order(event) == [
        ("cover", 0, third["id"]), ("cover", 1, second["id"]), ("cover", 2, first["id"]),
        ("gallery", 0, shot["id"]),
    ]  # fmt: skip
    await event.host.delete(f"{event.path}/images/{third['id']}")
    assert await order(event) == [
        ("cover", 0, second["id"]), ("cover", 1, first["id"]), ("gallery", 0, shot["id"]),
    ]  # fmt: skip


async def test_an_event_has_three_covers_at_the_most(event: Happening) -> None:
    for _ in range(3):
        await added(event)

    body = {"file_id": await uploaded(event)}
    problem = await event.host.refused(409, "POST", f"{event.path}/images", body)

    assert problem["type"] == "/problems/too-many-images"


async def test_only_pictures_uploaded_for_it_are_taken_once(event: Happening) -> None:
    other = await event.host.event()
    file_id = (await added(event))["file_id"]
    path = f"{event.path}/images"
    theirs, plan = await uploaded(other), await uploaded(event, "plan_background")

    problem = await event.host.refused(409, "POST", path, {"file_id": file_id})
    for wrong in (theirs, plan, event.id):
        refused = await event.host.refused(422, "POST", path, {"file_id": wrong})
        assert refused["errors"][0]["pointer"] == "/file_id"

    assert problem["type"] == "/problems/image-twice"
    await event.host.refused(422, "POST", path, {"file_id": file_id, "position": -1})


@pytest.mark.usefixtures("worker")
async def test_a_copy_of_the_event_shares_the_bytes_until_both_are_gone(
    world: World, event: Happening
) -> None:
    image = await added(event)
    copy = await event.host.post(f"{event.path}/duplicate", {})
    [copied] = (await event.host.get(f"/api/events/{copy['id']}/images"))["items"]
    row = await world.one(
        "SELECT variants -> '320' ->> 'key' FROM files WHERE id=$1", image["file_id"]
    )
    key = str(row).replace("-", "")
    stored = world.files / "files" / key[-2:] / key

    await event.host.delete(f"{event.path}/images/{image['id']}")

    async def is_gone() -> bool:
        return not stored.exists()

    small = await event.host.ask("GET", copied["variants"]["320"])
    assert small.status_code == 200
    await event.host.delete(f"/api/events/{copy['id']}/images/{copied['id']}")
    await until(is_gone, limit=60)


async def test_uploads_that_became_no_picture_are_removed_after_a_day(
    world: World, event: Happening
) -> None:
    kept, unused = (await added(event))["file_id"], await uploaded(event)
    await world.sql(
        "UPDATE files SET created_at = now() - interval '2 days' WHERE event_id = $1", event.id
    )
    system = await open_database(world.dsns.system, pool_size=1, raw_pool_size=1)

    await remove_unused_event_images(system)
    await system.close()

    rows = await world.sql("SELECT id::text FROM files WHERE event_id = $1", event.id)
    assert [row["id"] for row in rows] == [kept]
    assert unused != kept


async def page_of(world: World, event: Happening, path: str = "") -> Any:
    slug = (await event.row())["slug"]
    return await world.http.get(f"/e/{slug}{path}")


async def test_page_shows_the_cover_in_sizes_and_the_gallery(
    world: World, event: Happening
) -> None:
    cover, shot = await added(event), await added(event, "event_image")
    slug = (await event.row())["slug"]

    page = (await page_of(world, event)).text

    of_cover = f"/e/{slug}/pictures/{cover['file_id']}"
    assert f'<img src="{of_cover}" srcset="{of_cover}?width=320 320w, ' in page
    assert 'width="1000" height="600"' in page
    assert f"/e/{slug}/pictures/{shot['file_id']}" in page
    assert "Picture 1 of 1" in page
    small = await page_of(world, event, f"/pictures/{cover['file_id']}?width=320")
    assert Image.open(io.BytesIO(small.content)).size == (320, 192)
    assert small.headers["cache-control"] == "public, max-age=31536000, immutable"


async def test_pictures_of_a_page_are_its_own_and_as_open_as_it_is(
    world: World, event: Happening
) -> None:
    other = await event.host.event(visibility="public")
    cover, loose = await added(event), await uploaded(event)
    theirs = await added(other)

    async def opened(file_id: str) -> int:
        return int((await page_of(world, event, f"/pictures/{file_id}")).status_code)

    open_ones = [await opened(one) for one in (cover["file_id"], loose, theirs["file_id"])]
    row = await event.row()
    await event.host.patch(event.path, {"visibility": "private", "version": row["version"]})

    assert open_ones == [200, 404, 404]
    assert await opened(cover["file_id"]) == 404
    assert (await page_of(world, event, "/og.png")).status_code == 404


async def test_preview_shows_title_time_and_place_over_the_cover(
    world: World, event: Happening
) -> None:
    plain = await page_of(world, event, "/og.png")
    await added(event)
    covered = await page_of(world, event, "/og.png")
    page = (await page_of(world, event)).text

    for answer in (plain, covered):
        assert answer.headers["content-type"] == "image/png"
        assert "public" in answer.headers["cache-control"]
        assert Image.open(io.BytesIO(answer.content)).size == (1200, 630)
        assert len(answer.content) < 600_000
    top = Image.open(io.BytesIO(covered.content)).convert("RGB").getpixel((600, 4))
    assert abs(top[1] - 128) < 20, "the cover's color"
    assert '<meta property="og:image" content="http://convite.test/e/' in page


async def test_strangers_change_nothing(world: World, event: Happening) -> None:
    image, stranger = await added(event), await world.organizer()
    for who, status in ((stranger, 404), (world.nobody(), 401)):
        person: Person = who
        await person.refused(status, "GET", f"{event.path}/images")
        await person.refused(status, "DELETE", f"{event.path}/images/{image['id']}")
