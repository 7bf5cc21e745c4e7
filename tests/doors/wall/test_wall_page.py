"""The page of an event's wall, without scripts: with an account, and by a party's link."""

import re
from typing import Any

import httpx2

from tests.doors.joinpage.test_join_page import logged_in_by_cookie
from tests.doors.wall.test_wall import comer, commented, picture, texts, walled
from tests.support import until
from tests.world import Happening, Person, World


async def address(event: Happening) -> str:
    return f"/e/{(await event.row())['slug']}/wall"


async def coming(world: World, event: Happening) -> tuple[Person, dict[str, str]]:
    """Somebody who comes, with the cookies of a browser."""
    person, cookies = await logged_in_by_cookie(world)
    await person.post(f"{event.path}/requests", {})
    return person, cookies


def fields_of(page: str) -> dict[str, str]:
    """What the page's forms have hidden."""
    return {
        name: re.findall(rf'name="{name}" value="([^"]+)"', page)[0]
        for name in ("key", "mark")
        if f'name="{name}"' in page
    }


async def send(
    world: World, path: str, page: str, cookies: dict[str, str] | None = None, **fields: Any
) -> httpx2.Response:
    files = fields.pop("files", None)
    body = {**fields_of(page), **fields}
    answer = await world.http.post(path, headers=cookies or {}, data=body, files=files)
    world.http.cookies.clear()
    return answer


async def test_only_those_who_come_find_the_wall_at_the_events_page(world: World) -> None:
    event = await walled(world)
    path = await address(event)

    public = await world.http.get(path.removesuffix("/wall"))
    assert f'href="{path}?lang=en"' in public.text
    answer = await world.http.get(path, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/login/code?next=")

    stranger, cookies = await logged_in_by_cookie(world)
    refused = await world.http.get(path, headers=cookies)
    assert refused.status_code == 403
    assert "only for those who come" in refused.text
    assert "Bread!" not in refused.text
    await stranger.post(f"{event.path}/requests", {})
    await commented(event.host, event, "Bread! <b>")
    page = await world.http.get(path, headers=cookies)
    assert page.status_code == 200
    assert "Bread! &lt;b&gt;" in page.text
    assert page.headers["cache-control"] == "no-store"
    assert "noindex" in page.headers["x-robots-tag"]
    assert "<script" not in page.text
    off = await walled(world, comments=False, photos=False)
    assert (await world.http.get(await address(off), headers=cookies)).status_code == 404


async def test_a_comment_is_written_once_however_often_its_form_is_sent(world: World) -> None:
    event = await walled(world)
    path = await address(event)
    leo, cookies = await coming(world, event)
    page = (await world.http.get(path, headers=cookies)).text

    first = await send(world, path, page, cookies, text="Hello\r\nyou")
    again = await send(world, path, page, cookies, text="Hello\r\nyou")
    other = await send(world, path, page, cookies, text="And more")

    assert {first.status_code, again.status_code, other.status_code} == {303}
    assert first.headers["location"] == f"{path}?done"
    assert await texts(event.host, event) == ["And more", "Hello\nyou"]
    long = await send(world, path, page, cookies, text="y" * 2001)
    assert long.status_code == 422
    assert "Use at most 2000 characters." in long.text
    assert "y" * 2001 in long.text  # what was typed isn't lost
    forged = await world.http.post(path, headers=cookies, data={"text": "x"})
    assert forged.status_code == 403

    shown = (await world.http.get(f"{path}?lang=es", headers=cookies)).text
    assert re.search(r"hace \d+ segundos?", shown)
    [key, *_] = re.findall(r'name="remove" value="(comment:[^"]+)"', shown)
    removed = await send(world, path, page, cookies, remove=key)
    assert removed.headers["location"] == f"{path}?removed"
    assert await texts(leo, event) == ["Hello\nyou"]


async def test_photos_are_added_and_a_bad_one_costs_no_good_one(world: World) -> None:
    event = await walled(world, wall_moderation="before")
    path = await address(event)
    _, cookies = await coming(world, event)
    page = (await world.http.get(path, headers=cookies)).text
    files = [
        ("photos", ("a.jpg", picture())),
        ("photos", ("b.jpg", picture("blue"))),
        ("photos", ("c<b>.jpg", b"")),
    ]

    mixed = await send(world, path, page, cookies, send_photos="yes", files=files)
    again = await send(world, path, page, cookies, send_photos="yes", files=files[:2])

    assert mixed.status_code == 422
    assert "<bdi>c&lt;b&gt;.jpg</bdi>: " in mixed.text
    assert again.headers["location"] == f"{path}?waits"
    shown = (await world.http.get(path, headers=cookies)).text
    pictures = re.findall(r'<img src="([^"]+)"', shown)
    assert len(pictures) == 2
    assert 'width="600" height="900" alt="Photo by ' in shown
    assert "Pending" in shown
    assert (await world.http.get(pictures[0], headers=cookies)).status_code == 200
    assert (await world.http.get(pictures[0])).status_code == 404
    _, others = await coming(world, event)
    assert (await world.http.get(pictures[0], headers=others)).status_code == 404
    none = await send(world, path, page, cookies, send_photos="yes")
    assert "Choose at least one photo." in none.text
    many = [("photos", (f"{n}.jpg", b"x")) for n in range(11)]
    refused = await send(world, path, page, cookies, send_photos="yes", files=many)
    assert "Send at most 10 photos at once." in refused.text


async def test_a_party_writes_by_its_link_once_somebody_of_it_comes(world: World) -> None:
    event = await walled(world)
    party = await event.party("Jo Smith", "Al Smith", "Di Smith")
    path = f"/r/{party.code}/wall"
    before = await world.http.get(path, follow_redirects=False)
    assert before.status_code == 303
    assert "/wall" not in (await world.http.get(f"/r/{party.code}")).text

    await party.answer("accepted", "accepted", "declined")

    assert f'href="{path}?lang=en"' in (await world.http.get(f"/r/{party.code}")).text
    page = (await world.http.get(path)).text
    names = re.findall(r'<option value="([^"]+)"[^>]*>([^<]+)</option>', page)
    assert {name for _, name in names} == {"Jo Smith", "Al Smith"}
    [al] = {key for key, name in names if name == "Al Smith"}
    await send(world, path, page, text="We bring cake", author=al)
    wrong = await send(world, path, page, text="x", author=party.guests[2])
    assert wrong.status_code == 422
    [row] = (await event.host.get(f"{event.path}/comments"))["items"]
    assert (row["author"], row["text"]) == ("Al Smith", "We bring cake")
    files = [("photos", ("a.jpg", picture()))]
    await send(world, path, page, send_photos="yes", files=files)
    shown = (await world.http.get(path)).text
    [photo] = re.findall(r'<img src="([^"]+)"', shown)
    assert photo.startswith(f"/r/{party.code}/wall/photos/")
    assert (await world.http.get(photo)).status_code == 200
    other = await event.party("Ben Other")
    stolen = photo.replace(party.code, other.code)
    assert (await world.http.get(stolen)).status_code == 404

    await other.answer("accepted")
    seen = (await world.http.get(f"/r/{other.code}/wall")).text
    assert "We bring cake" in seen
    assert 'name="remove"' not in seen
    [key, *_] = re.findall(r'name="report" value="(comment:[^"]+)"', seen)
    refused = await send(world, f"/r/{other.code}/wall", seen, remove=key)
    assert refused.status_code == 403  # not theirs
    await send(world, f"/r/{other.code}/wall", seen, report=key)
    [row] = (await event.host.get(f"{event.path}/comments", reported="true"))["items"]
    await party.answer("declined", "declined", "declined")
    assert (await world.http.get(path, follow_redirects=False)).status_code == 303
    assert (await world.http.get(photo)).status_code == 404


async def test_the_team_is_told_once_an_hour(world: World) -> None:
    event = await walled(world, wall_moderation="before")
    leo = await comer(event)

    async def news() -> list[str]:
        rows = (await event.host.get("/api/notifications"))["items"]
        return [row["title"] for row in rows if row["reference_type"] == "wall"]

    for number in range(3):
        await commented(leo, event, str(number))
    await commented(event.host, event, "mine")

    async def are_all_dealt_with() -> bool:
        left = await world.one("SELECT count(*) FROM jobs WHERE name = 'tell_of_wall_post'")
        return bool(await news()) and left == 0

    with world.worker():
        await until(are_all_dealt_with, 60)
    assert await news() == ["New posts to review: Ana y León"]
