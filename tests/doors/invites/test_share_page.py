"""The page of a share link, without scripts."""

import re

import httpx2

from tests.doors.invites.test_invites import share_link
from tests.doors.joinpage.test_join_page import logged_in_by_cookie
from tests.world import World


async def sent(
    world: World, path: str, headers: dict[str, str], page: str, **fields: str
) -> httpx2.Response:
    [mark] = set(re.findall(r'name="mark" value="([^"]+)"', page))
    answer = await world.http.post(path, headers=headers, data={"mark": mark, **fields})
    world.http.cookies.clear()
    return answer


async def test_whoever_logs_in_comes_and_gets_the_page_of_their_party(world: World) -> None:
    event = await (await world.organizer("Ana Ruiz")).event(venue_text="Calle Olmo 4")
    link = await share_link(event, 3, message="Bring <b>a friend</b>")
    path = f"/j/{link['code']}"
    _, cookies = await logged_in_by_cookie(world)

    stranger = await world.http.get(path, follow_redirects=False)
    form = await world.http.get(path, headers=cookies)
    done = await sent(world, path, cookies, form.text, places="2")

    assert stranger.status_code == 303
    assert stranger.headers["location"] == f"/login/code?next=%2Fj%2F{link['code']}"
    assert form.status_code == 200
    for text in ("Calle Olmo 4", "Ana Ruiz", "3 places left", "Bring &lt;b&gt;a friend"):
        assert text in form.text
    assert done.status_code == 303
    assert (await world.http.get(done.headers["location"])).status_code == 200
    assert (await event.row())["going_count"] == 2
    again = await world.http.get(path, headers=cookies)
    assert "You&#39;re on the list already." in again.text or "You're on the list" in again.text
    assert f'href="{done.headers["location"]}?lang=en"' in again.text

    # one place is left, and two at a time are too many
    _, others = await logged_in_by_cookie(world, "Mia Sol")
    page = (await world.http.get(path, headers=others)).text
    assert "one place left" in page
    refused = await sent(world, path, others, page, places="2")
    assert refused.status_code == 409
    assert "Only one place of this link is left." in refused.text
    refused = await sent(world, path, others, page, places="many")
    assert refused.status_code == 422


async def test_the_page_says_why_nobody_can_come(world: World) -> None:
    event = await (await world.organizer()).event(capacity=5)
    ended, used, free = [await share_link(event, 1) for _ in range(3)]
    await event.host.delete(f"/api/invites/{ended['id']}")
    first = await world.organizer("Leo Paz")
    await first.post(f"/api/invites/{used['code']}/accept")
    _, cookies = await logged_in_by_cookie(world)

    async def opened(code: str) -> tuple[int, str]:
        answer = await world.http.get(f"/j/{code}", headers=cookies)
        assert "<form" not in answer.text
        return answer.status_code, answer.text

    status, text = await opened(ended["code"])
    assert (status, "This link no longer works." in text) == (410, True)
    status, text = await opened(used["code"])
    assert (status, "All places of this link are taken." in text) == (409, True)
    assert (await opened("nobodysnobodysnobodysnobo"))[0] == 404
    await event.host.patch(event.path, {"capacity": 1})
    status, text = await opened(free["code"])
    assert (status, "No places are left." in text) == (200, True)
    await event.host.post(f"{event.path}/cancel")
    status, text = await opened(free["code"])
    assert (status, "This event has been canceled." in text) == (409, True)


async def test_a_form_of_another_site_does_nothing(world: World) -> None:
    event = await (await world.organizer()).event()
    path = f"/j/{(await share_link(event))['code']}"
    _, cookies = await logged_in_by_cookie(world)
    _, others = await logged_in_by_cookie(world, "Eve")
    stolen = (await world.http.get(path, headers=others)).text

    forged = await world.http.post(path, headers=cookies, data={"places": "1"})
    answer = await sent(world, path, cookies, stolen)

    assert (forged.status_code, answer.status_code) == (403, 403)
    assert (await event.row())["going_count"] == 0
