"""The page on which an event is reported, without scripts."""

import re

import httpx2

from tests.doors.joinpage.test_join_page import address, logged_in_by_cookie
from tests.doors.reports.test_reports import of_event, platform_admin
from tests.doors.requests.test_asking import open_event
from tests.world import World


async def opened(world: World, path: str, headers: dict[str, str]) -> httpx2.Response:
    return await world.http.get(f"{path}/report", headers=headers, follow_redirects=False)


async def sent(world: World, path: str, headers: dict[str, str], **fields: str) -> httpx2.Response:
    answer = await world.http.post(
        f"{path}/report", headers=headers, data=fields, follow_redirects=False
    )
    world.http.cookies.clear()
    return answer


def mark_in(page: httpx2.Response) -> str:
    [mark] = re.findall(r'name="mark" value="([^"]+)"', page.text)
    return str(mark)


async def test_the_events_page_leads_there_and_whoever_isnt_logged_in_to_the_login(
    world: World,
) -> None:
    event = await open_event(world)
    path = await address(event)

    public = await world.http.get(path)
    answer = await opened(world, path, {})

    assert f'href="{path}/report?lang=en"' in public.text
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/login/code?next=%2Fe%2F{path[3:]}%2Freport"
    assert (await sent(world, path, {}, reason="spam")).status_code == 303


async def test_a_form_reports_once_and_thanks(world: World) -> None:
    event, boss = await open_event(world), await platform_admin(world)
    path = await address(event)
    _, cookies = await logged_in_by_cookie(world)
    mark = mark_in(await opened(world, path, cookies))

    wrong = await sent(world, path, cookies, mark=mark, reason="boring", text="Hello <b>")
    done = await sent(world, path, cookies, mark=mark, reason="fraud", text="No such hall.")
    again = await sent(world, path, cookies, mark=mark, reason="spam")

    assert wrong.status_code == 422
    assert "Hello &lt;b&gt;" in wrong.text  # what was typed isn't lost
    assert (done.status_code, again.status_code) == (303, 303)
    [row] = await of_event(boss, event)
    assert (row["reason"], row["text"]) == ("fraud", "No such hall.")
    assert "Your report has been sent." in (await opened(world, path, cookies)).text


async def test_a_form_of_another_site_or_page_or_event_reports_nothing(world: World) -> None:
    event, other, boss = (
        await open_event(world),
        await open_event(world),
        await platform_admin(world),
    )
    path = await address(event)
    _, cookies = await logged_in_by_cookie(world)
    others = mark_in(await opened(world, await address(other), cookies))
    join = mark_in(await world.http.get(f"{path}/join", headers=cookies))

    for mark in ("", "é", others, join):
        answer = await sent(world, path, cookies, mark=mark, reason="spam")
        assert answer.status_code == 403
        assert "This form is out of date." in answer.text
    assert await of_event(boss, event) == []


async def test_its_own_team_has_no_form_and_a_private_event_no_page(world: World) -> None:
    host, cookies = await logged_in_by_cookie(world, "Ana Ruiz")
    own = await host.event(visibility="unlisted")
    hidden = await host.event(visibility="private")

    assert "You're hosting this event." in (await opened(world, await address(own), cookies)).text
    assert (await opened(world, await address(hidden), cookies)).status_code == 404
    _, strangers = await logged_in_by_cookie(world)
    assert (await opened(world, await address(hidden), strangers)).status_code == 404
    spanish = await world.http.get(f"{await address(own)}/report?lang=es", headers=strangers)
    assert 'lang="es"' in spanish.text
