"""The page on which somebody who is logged in asks to join, without scripts."""

import re
from typing import Any

import httpx2

from tests.doors.requests.test_asking import open_event
from tests.world import PASSWORD, Happening, Person, World


async def logged_in_by_cookie(world: World, name: str = "Leo Paz") -> tuple[Person, dict[str, str]]:
    """Somebody with the cookies of a browser."""
    person = await world.organizer(name, role="guest")
    body = {"email": person.email, "password": PASSWORD}
    answer = await world.http.post("/api/auth/login", json=body)
    cookies = {"cookie": f"convite_access={answer.cookies['convite_access']}"}
    world.http.cookies.clear()
    return person, cookies


async def address(event: Happening) -> str:
    return f"/e/{(await event.row())['slug']}"


async def opened(world: World, path: str, headers: dict[str, str]) -> httpx2.Response:
    return await world.http.get(f"{path}/join", headers=headers)


async def sent(
    world: World, path: str, headers: dict[str, str], page: str, **fields: str
) -> httpx2.Response:
    [mark] = set(re.findall(r'name="mark" value="([^"]+)"', page))
    body = {"mark": mark, **fields}
    answer = await world.http.post(f"{path}/join", headers=headers, data=body)
    world.http.cookies.clear()
    return answer


async def requests_of(event: Happening) -> list[Any]:
    rows: list[Any] = (await event.host.get(f"{event.path}/requests"))["items"]
    return rows


async def test_the_events_page_leads_there_and_whoever_isnt_logged_in_to_the_login(
    world: World,
) -> None:
    event = await open_event(world, capacity=12)
    path = await address(event)

    public = await world.http.get(path)
    answer = await world.http.get(f"{path}/join", follow_redirects=False)

    assert f'href="{path}/join?lang=en"' in public.text
    assert "Ask to join" in public.text
    assert "12 places are left." in public.text
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/login/code?next=%2Fe%2F{path[3:]}%2Fjoin"


async def test_a_form_asks_and_the_page_says_what_became_of_it(world: World) -> None:
    event = await open_event(world, venue_text="Calle Olmo 4")
    path = await address(event)
    question = {"label": "Vegan?", "kind": "text", "scope": "request", "required": True}
    asked_for = (await event.host.post(f"{event.path}/questions", question))["id"]
    _, cookies = await logged_in_by_cookie(world)
    form = (await opened(world, path, cookies)).text

    refused = await sent(world, path, cookies, form, places="2", message="Hello <b>")
    field = f"q-party-{asked_for}"
    done = await sent(world, path, cookies, form, places="2", message="Hi", **{field: "No"})

    assert refused.status_code == 422
    assert "This needs an answer." in refused.text
    assert "Hello &lt;b&gt;" in refused.text  # what was typed isn't lost
    assert done.status_code == 303
    [row] = await requests_of(event)
    assert (row["name"], row["places"], row["answers"]) == ("Leo Paz", 2, {asked_for: "No"})
    assert "You've asked to come." in (await opened(world, path, cookies)).text

    await event.host.post(f"/api/requests/{row['id']}/accept", {"host_message": "Welcome!"})
    page = (await opened(world, path, cookies)).text
    assert "2 places are yours." in page
    assert "Welcome!" in page
    assert re.search(r'href="/r/\w+\?lang=en"', page)

    await sent(world, path, cookies, page, cancel="yes")
    assert (await event.row())["going_count"] == 0
    assert "Ask to join" in (await opened(world, path, cookies)).text


async def test_a_form_of_another_site_does_nothing(world: World) -> None:
    event = await open_event(world)
    path = await address(event)
    _, cookies = await logged_in_by_cookie(world)
    _, others = await logged_in_by_cookie(world, "Eve")
    stolen = (await opened(world, path, others)).text

    forged = await world.http.post(f"{path}/join", headers=cookies, data={"message": "x"})
    answer = await sent(world, path, cookies, stolen, message="x")

    assert (forged.status_code, answer.status_code) == (403, 403)
    assert await requests_of(event) == []


async def test_the_page_says_why_nobody_can_ask(world: World) -> None:
    full = await open_event(world, "open", capacity=1)
    _, first = await logged_in_by_cookie(world)
    path = await address(full)
    await sent(world, path, first, (await opened(world, path, first)).text)
    _, second = await logged_in_by_cookie(world, "Mia Sol")

    assert "No places are left." in (await opened(world, path, second)).text

    invited = await full.host.event(visibility="public", approval="invite_only")
    page = await opened(world, await address(invited), second)
    assert "Only guests with an invitation can come." in page.text
    assert "<form" not in page.text

    private = await full.host.event()
    assert (await opened(world, await address(private), second)).status_code == 404


async def test_who_waits_is_offered_a_place_on_the_page_and_takes_it(world: World) -> None:
    event = await open_event(world, "open", capacity=1)
    path = await address(event)
    _, first = await logged_in_by_cookie(world)
    await sent(world, path, first, (await opened(world, path, first)).text)
    assert "Join the waiting list" in (await world.http.get(path)).text
    _, cookies = await logged_in_by_cookie(world, "Mia Sol")
    full = (await opened(world, path, cookies)).text

    await sent(world, path, cookies, full, wait="yes")
    waits = (await opened(world, path, cookies)).text
    await sent(world, path, first, (await opened(world, path, first)).text, cancel="yes")
    [entry] = (await event.host.get(f"{event.path}/waitlist"))["items"]
    await event.host.post(f"/api/waitlist/{entry['id']}/offer")
    offered = (await opened(world, path, cookies)).text
    await sent(world, path, cookies, offered, take="yes")

    assert "You're number 1 on the waiting list." in waits
    assert "A place is free for you." in offered
    assert "One place is yours." in (await opened(world, path, cookies)).text
    assert (await event.row())["going_count"] == 1


async def test_who_was_invited_is_led_to_their_invitation(world: World) -> None:
    event = await open_event(world)
    guest, cookies = await logged_in_by_cookie(world)
    await world.sql("UPDATE users SET email_verified_at = now() WHERE id = $1", guest.id)
    invited = {"guests": [{"name": "Leo Paz", "email": guest.email}]}
    party = await event.host.post(f"{event.path}/invitations", invited)

    page = (await opened(world, await address(event), cookies)).text

    assert "You're on the guest list." in page
    assert f'href="/r/{party["code"]}?lang=en"' in page
    assert "Ask to join" not in page
