"""The wall of an event: who sees it, who writes, and what the team makes of it."""

import io
import json
import zipfile
from typing import Any

from PIL import Image

from convite.core.database import open_database
from convite.core.ids import new_id
from convite.doors.accounts.jobs import forget_closed_accounts
from tests.support import until
from tests.world import Happening, Person, World, at_once

ON = {"comments": True, "photos": True, "wall_moderation": "after"}


def picture(color: str = "red", size: tuple[int, int] = (900, 600)) -> bytes:
    """A JPEG that says where it was made."""
    out = io.BytesIO()
    image = Image.new("RGB", size, color)
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif[0x010F] = "A camera that nobody may know of"
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


async def walled(world: World, **page: Any) -> Happening:
    """An event that anybody may join, with a wall."""
    host = await world.organizer("Ana Ruiz")
    settings = {"needs_picture": False, "page": {**ON, **page}}
    return await host.event(visibility="public", approval="open", settings=settings)


async def comer(event: Happening, name: str = "Leo Paz") -> Person:
    """An account that comes."""
    guest = await event.host.world.organizer(name, role="guest")
    await guest.post(f"{event.path}/requests", {})
    return guest


async def commented(who: Person, event: Happening, text: str = "Hello!", **body: Any) -> Any:
    return await who.post(f"{event.path}/comments", {"text": text, **body})


async def sent(who: Person, event: Happening, content: bytes, **data: str) -> Any:
    files = {"file": ("IMG_1.jpg", content)}
    answer = await who.ask("POST", f"{event.path}/photos", files=files, data=data)
    return answer.json()


async def texts(who: Person, event: Happening, **query: Any) -> list[str]:
    rows = (await who.get(f"{event.path}/comments", **query))["items"]
    return [row["text"] for row in rows]


async def test_those_who_come_and_the_team_write_and_nobody_else_sees_it(world: World) -> None:
    event = await walled(world)
    leo, mia = await comer(event), await comer(event, "Mia Sol")
    stranger = await world.organizer("Eve")

    made = await commented(leo, event, "I bring bread.")
    await commented(event.host, event, "Thank you!")

    assert (made["status"], made["author"], made["is_own"]) == ("shown", "Leo Paz", True)
    assert await texts(mia, event) == ["Thank you!", "I bring bread."]
    rows = (await mia.get(f"{event.path}/comments"))["items"]
    # Leo's profile doesn't say where he goes, and he didn't ask to be named; hosts show who they are
    assert [(row["author"], row["by_team"]) for row in rows] == [("Ana Ruiz", True), ("", False)]
    [_, of_team] = (await event.host.get(f"{event.path}/comments"))["items"]
    assert of_team["author"] == "Leo Paz"
    for path in (f"{event.path}/comments", f"{event.path}/photos"):
        assert (await stranger.ask("GET", path)).status_code == 404
        assert (await world.nobody().ask("GET", path)).status_code == 401
    answer = await stranger.ask("POST", f"{event.path}/comments", {"text": "x"})
    assert answer.status_code == 404


async def test_a_name_is_shown_as_the_profile_or_its_author_says(world: World) -> None:
    event = await walled(world)
    leo, mia = await comer(event), await comer(event, "Mia Sol")
    await commented(leo, event, "one", is_named=True)
    await commented(leo, event, "two")
    await leo.patch("/api/me/profile", {"visible": {"attendance": "everyone"}})

    rows = (await mia.get(f"{event.path}/comments"))["items"]

    assert [row["author"] for row in rows] == ["Leo Paz", "Leo Paz"]
    await leo.patch("/api/me/profile", {"visible": {"attendance": "nobody"}})
    rows = (await mia.get(f"{event.path}/comments"))["items"]
    assert [(row["text"], row["author"]) for row in rows] == [("two", ""), ("one", "Leo Paz")]


async def test_a_wall_is_off_until_the_host_turns_it_on(world: World) -> None:
    event = await walled(world, comments=False, photos=False)
    leo = await comer(event)

    assert (await leo.ask("GET", f"{event.path}/comments")).status_code == 404
    refused = await event.host.ask("POST", f"{event.path}/comments", {"text": "Hello"})
    assert (refused.status_code, refused.json()["type"].rsplit("/", 1)[-1]) == (409, "wall-off")
    plain = await event.host.event()
    answer = await plain.host.ask("POST", f"{plain.path}/comments", {"text": "Hello"})
    assert answer.status_code == 409


async def test_what_waits_is_seen_by_its_author_and_the_team_until_it_is_let_through(
    world: World,
) -> None:
    event = await walled(world, wall_moderation="before")
    leo, mia = await comer(event), await comer(event, "Mia Sol")
    first, second = await commented(leo, event, "one"), await commented(leo, event, "two")

    assert first["status"] == "waiting"
    assert await texts(leo, event) == ["two", "one"]
    assert await texts(mia, event) == []
    assert await texts(event.host, event, status="waiting") == ["two", "one"]

    change = {"ids": [first["id"], second["id"], str(new_id())], "status": "shown"}
    changed = await event.host.patch(f"{event.path}/comments", change)
    assert [one["status"] for one in changed["items"]] == ["shown", "shown"]
    assert await texts(mia, event) == ["two", "one"]

    await event.host.patch(f"{event.path}/comments", {"ids": [first["id"]], "status": "hidden"})
    assert await texts(mia, event) == await texts(leo, event) == ["two"]
    await event.host.delete(f"{event.path}/comments/{second['id']}")
    assert await texts(mia, event) == []
    assert await texts(event.host, event) == ["one"]
    await event.host.patch(f"{event.path}/comments", {"ids": [second["id"]], "status": "shown"})
    assert await texts(mia, event) == ["two"]
    forbidden = await leo.ask("PATCH", f"{event.path}/comments", change)
    assert forbidden.status_code == 404


async def test_ones_own_is_removed_for_good_and_others_not_at_all(world: World) -> None:
    event = await walled(world)
    leo, mia = await comer(event), await comer(event, "Mia Sol")
    made = await commented(leo, event)

    refused = await mia.ask("DELETE", f"{event.path}/comments/{made['id']}")
    assert refused.status_code == 403
    await leo.delete(f"{event.path}/comments/{made['id']}")

    assert await texts(event.host, event, status="deleted") == []
    assert await world.one("SELECT count(*) FROM comments WHERE event_id = $1", event.id) == 0


async def test_the_blocked_dont_see_each_others_words(world: World) -> None:
    event = await walled(world)
    leo, mia = await comer(event), await comer(event, "Mia Sol")
    made = await commented(leo, event, "Hi")
    photo = await sent(leo, event, picture())

    await mia.post(f"/api/users/{leo.id}/block")

    assert await texts(mia, event) == []
    assert (await mia.get(f"{event.path}/photos"))["items"] == []
    assert (await mia.ask("GET", photo["picture"]["url"])).status_code == 404
    report = await mia.ask("POST", f"{event.path}/comments/{made['id']}/report")
    assert report.status_code == 404
    await commented(mia, event, "Hello")
    assert await texts(leo, event) == ["Hi"]
    assert await texts(event.host, event) == ["Hello", "Hi"]


async def test_photos_are_upright_and_say_nothing_of_where_they_were_made(world: World) -> None:
    event = await walled(world)
    leo, mia = await comer(event), await comer(event, "Mia Sol")

    made = await sent(leo, event, picture())

    shown = made["picture"]
    assert (shown["width"], shown["height"]) == (600, 900)
    assert list(shown["variants"]) == ["320"]
    answer = await mia.ask("GET", shown["url"])
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "private, max-age=60"
    assert b"camera" not in answer.content
    small = await mia.ask("GET", shown["variants"]["320"])
    assert Image.open(io.BytesIO(small.content)).width == 320
    stranger = await world.organizer("Eve")
    assert (await stranger.ask("GET", shown["url"])).status_code == 404
    file_id = shown["id"]
    assert (await mia.ask("GET", f"/api/files/{file_id}")).status_code == 404
    assert (await event.host.ask("GET", f"/api/files/{file_id}")).status_code == 200
    hidden = {"ids": [made["id"]], "status": "hidden"}
    await event.host.patch(f"{event.path}/photos", hidden)
    assert (await mia.ask("GET", shown["url"])).status_code == 404


async def test_a_photo_that_is_sent_again_with_its_key_is_there_once(world: World) -> None:
    event = await walled(world)
    leo = await comer(event)
    form = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n'
    kept = {"idempotency-key": "once", "content-type": "multipart/form-data; boundary=x"}
    body = form + picture() + b"\r\n--x--\r\n"

    sent_twice = [
        await leo.ask("POST", f"{event.path}/photos", content=body, headers=kept) for _ in range(2)
    ]

    assert [answer.status_code for answer in sent_twice] == [201, 201]
    assert sent_twice[0].json()["id"] == sent_twice[1].json()["id"]
    assert len((await leo.get(f"{event.path}/photos"))["items"]) == 1


async def test_bad_pictures_are_refused_in_words(world: World) -> None:
    event = await walled(world)
    leo = await comer(event)
    huge = (
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (50_000).to_bytes(4) * 2 + b"\x08\x02\x00\x00\x00"
    )
    page = b"<html><script>alert(1)</script></html>"

    for content in (b"", page, b"GIF89a" + page, huge + b"\x00" * 50, picture()[:300]):
        answer = await leo.ask("POST", f"{event.path}/photos", files={"file": ("a.jpg", content)})
        assert answer.status_code == 422, content[:20]
        assert answer.json()["errors"][0]["pointer"] == "/file"
    assert (await leo.get(f"{event.path}/photos"))["items"] == []


async def test_reported_ones_are_looked_at_by_the_team(world: World) -> None:
    event = await walled(world)
    leo, mia = await comer(event), await comer(event, "Mia Sol")
    made = await commented(leo, event, "Rude")

    await mia.post(f"{event.path}/comments/{made['id']}/report")
    await mia.post(f"{event.path}/comments/{made['id']}/report")

    assert await texts(event.host, event, reported="true") == ["Rude"]
    assert await texts(mia, event) == ["Rude"]
    assert (await leo.get(f"{event.path}/comments"))["items"][0]["reported_at"] is None
    change = {"ids": [made["id"]], "status": "shown"}
    await event.host.patch(f"{event.path}/comments", change)
    assert await texts(event.host, event, reported="true") == []


async def test_limits_hold_and_pages_follow_each_other(world: World) -> None:
    event = await walled(world)
    leo = await comer(event)
    for number in range(3):
        await commented(leo, event, str(number))
    first = await leo.get(f"{event.path}/comments", limit=2)
    rest = await leo.get(f"{event.path}/comments", limit=2, cursor=first["next_cursor"])
    assert [row["text"] for row in (*first["items"], *rest["items"])] == ["2", "1", "0"]
    assert rest["next_cursor"] is None

    empty, long = await at_once(
        leo.ask("POST", f"{event.path}/comments", {"text": "  "}),
        leo.ask("POST", f"{event.path}/comments", {"text": "x" * 2001}),
    )
    assert (empty.status_code, long.status_code) == (422, 422)
    fill = """
    INSERT INTO comments (id, organization_id, event_id, user_id, is_named, post_key, text)
    SELECT gen_random_uuid(), $1, $2, $3, true, gen_random_uuid(), 'x' FROM generate_series(1, 4997)
    """
    await world.sql(fill, event.host.organization_id, event.id, event.host.id)
    full = await leo.ask("POST", f"{event.path}/comments", {"text": "one more"})
    assert full.status_code == 409
    assert full.json()["type"].endswith("/too-many-comments")


async def test_deleted_ones_and_files_that_nothing_shows_are_cleaned_up(world: World) -> None:
    event = await walled(world)
    leo = await comer(event)
    made, photo = await commented(leo, event), await sent(leo, event, picture())
    for kind, key in (("comments", made["id"]), ("photos", photo["id"])):
        await event.host.delete(f"{event.path}/{kind}/{key}")
    for table in ("comments", "wall_photos"):
        later = f"UPDATE {table} SET updated_at = now() - interval '25 h' WHERE event_id = $1"
        await world.sql(later, event.id)

    async def is_clean() -> bool:
        left = "SELECT count(*) FROM files WHERE event_id = $1"
        return await world.one(left, event.id) == 0

    with world.worker():
        await until(is_clean, limit=60)
    for table in ("comments", "wall_photos"):
        assert await world.one(f"SELECT count(*) FROM {table} WHERE event_id = $1", event.id) == 0


async def test_what_somebody_wrote_goes_with_them(world: World) -> None:
    event = await walled(world)
    leo, mia = await comer(event), await comer(event, "Mia Sol")
    await commented(leo, event, "of Leo")
    await commented(mia, event, "of Mia")
    await commented(mia, event, "Leo Paz owes me bread")
    await sent(leo, event, picture())
    await sent(mia, event, picture("blue"))
    own = (await leo.ask("GET", "/api/me/export")).content
    with zipfile.ZipFile(io.BytesIO(own)) as parts:
        assert [one["text"] for one in json.loads(parts.read("comments.json"))] == ["of Leo"]
        assert len(json.loads(parts.read("wall_photos.json"))) == 1
    people = (await event.host.get(f"{event.path}/guests"))["items"]
    [guest] = [one["guest_id"] for one in people if one["name"] == "Leo Paz"]

    await event.host.post(f"/api/guests/{guest}/erase", {"name": "Leo Paz"})

    async def is_gone() -> bool:
        return await texts(event.host, event) == ["of Mia"]

    with world.worker():
        await until(is_gone, limit=60)
        assert len((await event.host.get(f"{event.path}/photos"))["items"]) == 1
    await mia.delete("/api/me")
    system = await open_database(world.dsns.system, pool_size=1, raw_pool_size=1)
    await forget_closed_accounts(system)
    await system.close()
    assert await texts(event.host, event) == []
    assert (await event.host.get(f"{event.path}/photos"))["items"] == []


async def test_whom_the_host_blocked_is_on_no_wall(world: World) -> None:
    event = await walled(world)
    leo = await comer(event)
    await event.host.post(f"/api/users/{leo.id}/block")

    await leo.refused(404, "GET", f"{event.path}/comments")
    await leo.refused(404, "POST", f"{event.path}/comments", {"text": "I'm still here"})


async def test_wall_of_an_event_that_was_taken_down_is_closed_to_links(world: World) -> None:
    event = await walled(world)
    party = await event.party("Bo Ray")
    await party.answer("accepted")
    down = "UPDATE events SET taken_down_at = now(), takedown_reason = 'spam' WHERE id = $1"
    await world.sql(down, event.id)

    page = await world.http.get(f"/r/{party.code}/wall", follow_redirects=False)

    assert page.status_code != 200
