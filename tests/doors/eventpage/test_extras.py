"""What stands on an event's page beside its details: who comes, answers, gifts, and how it is passed on."""

from typing import Any

import pytest

from tests.doors.eventpage.test_page import open_event, page
from tests.world import Happening, Person, World


async def comes(world: World, event: Happening, called: str, **visible: str) -> Person:
    """Somebody who joins an open event, and lets others see so much."""
    person = await world.organizer(called)
    await person.patch("/api/me/profile", {"visible": visible})
    await person.post(f"{event.path}/requests", {"places": 1})
    return person


async def settled(event: Happening, **values: Any) -> None:
    row = await event.row()
    await event.host.patch(event.path, {"settings": {"page": values}, "version": row["version"]})


async def test_only_those_are_named_who_let_everybody_see_it(world: World) -> None:
    event = await open_event(world, approval="open")
    await comes(world, event, "Leo Paz", attendance="everyone")
    await comes(world, event, "Quiet One")
    await comes(world, event, "Nameless One", attendance="everyone", name="hosts")
    await comes(world, event, "Hosts Only", attendance="hosts")

    text = (await page(world, event)).text

    assert "Leo Paz" in text
    assert not any(name in text for name in ("Quiet One", "Nameless One", "Hosts Only"))
    assert "and 3 more" in text


async def test_whoever_changes_their_mind_or_doesnt_come_isnt_named_any_more(world: World) -> None:
    event = await open_event(world, approval="open")
    leo = await comes(world, event, "Leo Paz", attendance="everyone")
    mia = await comes(world, event, "Mia Roe", attendance="everyone")
    assert "Leo Paz" in (await page(world, event)).text

    await leo.patch("/api/me/profile", {"visible": {"attendance": "nobody"}})
    [asked] = (await mia.get("/api/me/requests"))["items"]
    await mia.post(f"/api/requests/{asked['id']}/cancel")

    text = (await page(world, event)).text
    assert "Leo Paz" not in text
    assert "Mia Roe" not in text


async def test_the_host_can_name_nobody(world: World) -> None:
    event = await open_event(world, approval="open")
    await comes(world, event, "Leo Paz", attendance="everyone")
    await settled(event, shows_people=False)

    assert "Leo Paz" not in (await page(world, event)).text


async def test_somebody_who_was_blocked_isnt_shown_to_whoever_blocked_them(world: World) -> None:
    event = await open_event(world, approval="open")
    leo = await comes(world, event, "Leo Paz", attendance="everyone")
    mia = await world.organizer("Mia Roe")
    await mia.post(f"/api/users/{leo.id}/block", {})

    assert "Leo Paz" in (await page(world, event)).text
    assert "Leo Paz" not in (await page(world, event, **mia.headers)).text


async def test_questions_are_answered_and_gifts_linked(world: World) -> None:
    event = await open_event(world)
    faq = [{"question": "Is there <b>parking</b>?", "answer": "Yes, see https://parking.example"}]
    await settled(event, faq=faq, gift_url="https://gifts.example/ana", gift_text="Our list")

    text = (await page(world, event)).text

    assert "Is there &lt;b&gt;parking&lt;/b&gt;?" in text
    assert '<a href="https://parking.example" rel=' in text
    assert 'href="https://gifts.example/ana"' in text
    assert "Our list" in text


async def test_it_is_passed_on_by_link_and_as_a_code_to_print(world: World) -> None:
    event = await open_event(world)
    address = f"http://convite.test/e/{(await event.row())['slug']}"

    text = (await page(world, event)).text
    code = await page(world, event, "/qr.svg")

    assert (
        f"https://wa.me/?text=Ana%20y%20Le%C3%B3n%20{address.replace(':', '%3A').replace('/', '%2F')}"
        in text
    )
    assert f'value="{address}"' in text
    assert code.headers["content-type"] == "image/svg+xml"
    assert code.text.startswith("<svg xmlns")
    private = await open_event(world, "private")
    assert (await page(world, private, "/qr.svg")).status_code == 404


async def test_only_the_hosts_sites_may_show_it_inside_theirs(world: World) -> None:
    event = await open_event(world, approval="open")
    before = await page(world, event)
    await settled(event, embed_on=["https://Club.example/events", "http://localhost:8080"])

    after = await page(world, event)
    joining = await page(world, event, "/join")

    assert "frame-ancestors 'none'" in before.headers["content-security-policy"]
    assert before.headers["x-frame-options"] == "DENY"
    policy = after.headers["content-security-policy"]
    assert "frame-ancestors https://club.example http://localhost:8080;" in policy
    assert "x-frame-options" not in after.headers
    assert 'target="_top"' in after.text
    assert joining.headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"gift_url": "javascript:alert(1)"}, "/settings/page/gift_url"),
        ({"gift_url": "gifts"}, "/settings/page/gift_url"),
        ({"embed_on": ["'self' *"]}, "/settings/page/embed_on/0"),
        ({"embed_on": ["https://a.example; script-src *"]}, "/settings/page/embed_on/0"),
        ({"embed_on": ["https://*.example"]}, "/settings/page/embed_on/0"),
        ({"faq": [{"question": "Why?", "answer": ""}]}, "/settings/page/faq/0/answer"),
        ({"faq": [{"question": "Why?", "answer": "So."}] * 21}, "/settings/page/faq"),
        ({"colour": "red"}, "/settings/page/colour"),
    ],
)
async def test_what_cant_be_used_is_named(world: World, wrong: Any, pointer: str) -> None:
    event = await open_event(world)
    body = {"settings": {"page": wrong}, "version": (await event.row())["version"]}

    refused = await event.host.refused(422, "PATCH", event.path, body)

    assert refused["errors"][0]["pointer"] == pointer
