"""Contacts from Google: consent, pages, and an import of them as if they had been uploaded."""

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import httpx2
import pytest

from convite.core.ids import new_id
from tests.providers import people
from tests.providers.oidc import Fault, Provider
from tests.providers.people import contact
from tests.world import Happening, Person, Process, World

WEB = {"x-convite": "web"}
MEMBER = """
INSERT INTO event_members (id, organization_id, event_id, user_id, role, status)
VALUES ($1, $2, $3, $4, $5, 'active')
"""


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with Provider() as running:
        yield running


@pytest.fixture(scope="module")
async def process(world: World, provider: Provider) -> AsyncIterator[Process]:
    settings = provider.settings("GOOGLE")
    async with world.with_settings(CONVITE_PUBLIC_URL="", **settings) as process:
        yield process


@dataclass
class Browser:
    """A browser in which somebody is logged in."""

    http: httpx2.AsyncClient
    provider: Provider

    async def press(self, event: Happening) -> str:
        """Presses the button on the import page; Google's page."""
        path = f"{event.path}/guests/import/google"
        answer = await self.http.post(path, headers=WEB)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["url"])

    async def consent(self, page: str, fault: Fault = "") -> str:
        """Answers Google's question; where it sends the browser back to."""
        with misbehaving(self.provider, fault):
            return (await self.http.get(page)).headers["location"]

    async def come(self, address: str, fault: Fault = "") -> str:
        """Comes back from Google; the page it ends on."""
        with misbehaving(self.provider, fault):
            answer = await self.http.get(address)
        assert answer.status_code == 303, answer.text
        return answer.headers["location"]

    async def bring(self, event: Happening, fault: Fault = "") -> str:
        """All of it; the page it ends on."""
        return await self.come(await self.consent(await self.press(event), fault), fault)

    def become(self, who: Person) -> None:
        """Somebody else logs in here."""
        self.http.cookies.set("convite_access", who.token, domain="127.0.0.1", path="/")


@contextmanager
def misbehaving(provider: Provider, fault: Fault) -> Iterator[None]:
    provider.fault = fault
    try:
        yield
    finally:
        provider.fault = ""


@pytest.fixture
async def browser(process: Process, provider: Provider) -> AsyncIterator[Browser]:
    provider.contacts = people.EXAMPLE
    async with httpx2.AsyncClient(base_url=process.url, timeout=30) as http:
        yield Browser(http, provider)


@dataclass
class Stage:
    """A host in their browser, with an event."""

    browser: Browser
    host: Person
    event: Happening


@pytest.fixture
async def stage(world: World, browser: Browser) -> Stage:
    host = await world.organizer()
    browser.become(host)
    return Stage(browser, host, await host.event())


def brought(page: str, event: Happening) -> str:
    """The import that a page shows."""
    parts = urlsplit(page)
    assert parts.path == f"{event.path.removeprefix('/api')}/guests/import", page
    return parse_qs(parts.query)["import"][0]


def reason(page: str, event: Happening) -> str:
    """Why a page says that there are no contacts."""
    parts = urlsplit(page)
    assert parts.path == f"{event.path.removeprefix('/api')}/guests/import", page
    return parse_qs(parts.query)["refused"][0]


async def stored(world: World, event: Happening) -> list[Any]:
    """The imports of an event."""
    return list(await world.sql("SELECT * FROM imports WHERE event_id = $1", UUID(event.id)))


async def preview(who: Person, event: Happening, import_id: str) -> Any:
    """What the wizard shows of an import: its file is sent as one that was chosen."""
    answer = await who.ask("GET", f"/api/imports/{import_id}/file")
    assert answer.status_code == 200, answer.text
    return await who.post(
        f"{event.path}/guests/import?dry_run=true",
        files={"file": ("Google Contacts.csv", answer.content)},
    )


async def test_two_pages_of_contacts_become_an_import(world: World, stage: Stage) -> None:
    page = await stage.browser.press(stage.event)
    asked = parse_qs(urlsplit(page).query)
    import_id = brought(await stage.browser.come(await stage.browser.consent(page)), stage.event)
    seen = await preview(stage.host, stage.event, import_id)

    assert asked["scope"] == ["https://www.googleapis.com/auth/contacts.readonly"]
    assert asked["code_challenge_method"] == ["S256"]
    assert [one["name"] for one in seen["outcomes"]] == [
        "Ana Ruiz",
        "Björn Groß",
        "Flores del Sur",
        "ليلى حداد",
    ]
    assert (seen["created"], seen["errors"], seen["warnings"]) == (4, [], [])
    assert seen["mapping"] == {
        "First name": "first_name",
        "Last name": "last_name",
        "E-mail": "email",
        "Phone": "phone",
        "Company": "company",
    }
    row = next(one for one in await stored(world, stage.event) if str(one["id"]) == import_id)
    assert (row["status"], row["file_name"]) == ("looked_at", "Google Contacts.csv")
    assert str(row["user_id"]) == stage.host.id
    # looked at, not imported
    assert (await stage.host.get(f"{stage.event.path}/attendees"))["items"] == []


async def test_nothing_of_the_permission_is_kept(world: World, stage: Stage) -> None:
    known = set(stage.browser.provider.tokens)
    import_id = brought(await stage.browser.bring(stage.event), stage.event)
    [token] = set(stage.browser.provider.tokens) - known
    file = await stage.host.ask("GET", f"/api/imports/{import_id}/file")
    rows = await world.one("SELECT string_agg(i::text, ' ') FROM imports i")

    assert token not in rows
    assert token not in file.text
    assert "convite_contacts" not in stage.browser.http.cookies


async def test_all_that_a_contact_has_is_brought(stage: Stage) -> None:
    address = {
        "streetAddress": "Calle Mayor 1",
        "extendedAddress": "3º B",
        "city": "Madrid",
        "postalCode": "28013",
        "country": "España",
    }
    whole = contact(
        "Ana",
        "Ruiz",
        emails=["home@example.com", "work@example.com"],
        phones=["+34 612 345 678"],
        companies=["=Acme"],
        addresses=[address],
    )
    whole["emailAddresses"][1]["metadata"] = {"primary": True}
    nameless = [
        contact(emails=["jo@example.com"]),
        contact(phones=["+34 600 111 222"]),
        contact(companies=["Nobody Ltd"]),
        {"resourceName": "people/1"},
    ]
    stage.browser.provider.contacts = [[whole, *nameless]]

    import_id = brought(await stage.browser.bring(stage.event), stage.event)
    file = await stage.host.ask("GET", f"/api/imports/{import_id}/file")
    await stage.host.post(
        f"{stage.event.path}/guests/import", files={"file": ("c.csv", file.content)}
    )

    listed = {
        one["name"]: one for one in (await stage.host.get(f"{stage.event.path}/attendees"))["items"]
    }
    assert listed.keys() == {"Ana Ruiz", "jo@example.com", "+34 600 111 222"}
    ana = await stage.host.get(f"/api/guests/{listed['Ana Ruiz']['guest_id']}")
    assert (ana["email"], ana["phone"], ana["company"]) == (
        "work@example.com",
        "+34612345678",
        "=Acme",
    )
    for line in ("Calle Mayor 1", "3º B", "28013", "Madrid"):
        assert line in str(ana["address"])


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("denied", "canceled"),
        ("no-scope", "no-scope"),
        ("error", "down"),
        ("people-401", "not-taken"),
        ("people-403", "not-enabled"),
        ("people-429", "busy"),
        ("people-503", "down"),
        ("people-page", "down"),
        ("people-cut", "down"),
        ("people-endless", "too-many"),
        ("people-huge", "too-many"),
    ],
)
async def test_what_goes_wrong_is_said_and_leaves_nothing(
    world: World, stage: Stage, fault: Fault, said: str
) -> None:
    page = await stage.browser.bring(stage.event, fault)

    assert reason(page, stage.event) == said
    assert await stored(world, stage.event) == []


async def test_endless_pages_end(stage: Stage) -> None:
    asked = stage.browser.provider.asked
    asked.clear()

    assert reason(await stage.browser.bring(stage.event, "people-endless"), stage.event)

    assert asked.count(people.PATH) == 25


async def test_empty_address_book(world: World, stage: Stage) -> None:
    stage.browser.provider.contacts = []

    assert reason(await stage.browser.bring(stage.event), stage.event) == "none"
    assert await stored(world, stage.event) == []


async def test_answer_is_good_once(world: World, stage: Stage) -> None:
    back = await stage.browser.consent(await stage.browser.press(stage.event))

    brought(await stage.browser.come(back), stage.event)
    again = await stage.browser.come(back)

    assert reason(again, stage.event) == "expired"
    assert len(await stored(world, stage.event)) == 1


async def test_kept_cookie_brings_nothing_twice(world: World, stage: Stage) -> None:
    """Whoever keeps the cookie has a code that Google takes only once."""
    back = await stage.browser.consent(await stage.browser.press(stage.event))
    kept = stage.browser.http.cookies["convite_contacts"]
    await stage.browser.come(back)
    stage.browser.http.cookies.set("convite_contacts", kept, domain="127.0.0.1", path="/")

    assert reason(await stage.browser.come(back), stage.event) == "not-taken"
    assert len(await stored(world, stage.event)) == 1


async def test_state_is_good_in_its_browser_only(
    world: World, process: Process, stage: Stage
) -> None:
    back = await stage.browser.consent(await stage.browser.press(stage.event))
    async with httpx2.AsyncClient(base_url=process.url) as other:
        other.cookies.set("convite_access", stage.host.token, domain="127.0.0.1", path="/")
        stolen = (await other.get(back)).headers["location"]

    assert reason(stolen, stage.event) == "expired"
    assert await stored(world, stage.event) == []


async def test_state_of_nobody(stage: Stage) -> None:
    path = "/api/contacts/google/callback"

    assert await stage.browser.come(f"{path}?state=//evil.example&code=x") == (
        "/events?refused=expired"
    )
    assert await stage.browser.come(path) == "/events?refused=expired"
    assert (await stage.browser.http.get("/api/contacts/github/callback")).status_code == 404


async def test_event_of_the_state_is_the_one_that_was_begun_for(world: World, stage: Stage) -> None:
    """Another event's id in the state is another state."""
    other = await stage.host.event()
    back = await stage.browser.consent(await stage.browser.press(stage.event))

    page = await stage.browser.come(back.replace(stage.event.id, other.id))

    assert reason(page, other) == "expired"
    assert await stored(world, stage.event) == []
    assert await stored(world, other) == []


async def test_log_in_on_its_way_is_no_visit_for_contacts(stage: Stage) -> None:
    first = await stage.browser.http.get("/api/auth/oidc/google")
    sealed = stage.browser.http.cookies["convite_oidc"]
    stage.browser.http.cookies.set("convite_contacts", sealed, domain="127.0.0.1", path="/")
    state = parse_qs(urlsplit(first.headers["location"]).query)["state"][0]

    page = await stage.browser.come(f"/api/contacts/google/callback?state={state}&code=x")

    assert page == "/events?refused=expired"


async def test_somebody_else_in_the_browser(world: World, stage: Stage) -> None:
    back = await stage.browser.consent(await stage.browser.press(stage.event))
    stage.browser.become(await world.organizer("Eve Stone"))

    assert reason(await stage.browser.come(back), stage.event) == "expired"
    assert await stored(world, stage.event) == []


async def test_logged_out_at_google(world: World, stage: Stage) -> None:
    back = await stage.browser.consent(await stage.browser.press(stage.event))
    await stage.browser.http.post("/api/auth/logout", headers=WEB)
    stage.browser.http.cookies.delete("convite_access")

    assert reason(await stage.browser.come(back), stage.event) == "expired"
    assert await stored(world, stage.event) == []


async def test_access_token_that_ran_out_at_google_is_no_obstacle(stage: Stage) -> None:
    """It lives ten minutes; the session that began is asked for instead."""
    back = await stage.browser.consent(await stage.browser.press(stage.event))
    stage.browser.http.cookies.delete("convite_access")

    assert brought(await stage.browser.come(back), stage.event)


async def test_event_of_another_organization(world: World, stage: Stage) -> None:
    stage.browser.become(await world.organizer("Eve Stone"))
    path = f"{stage.event.path}/guests/import/google"

    answer = await stage.browser.http.post(path, headers=WEB)

    assert answer.status_code == 404
    assert "convite_contacts" not in stage.browser.http.cookies


async def member(world: World, stage: Stage, role: str) -> Person:
    """Somebody of the event's team."""
    person = await world.organizer("Mo Young")
    ids = (UUID(stage.host.organization_id), UUID(stage.event.id), UUID(person.id))
    await world.sql(MEMBER, new_id(), *ids, role)
    return person


async def test_member_without_the_right(world: World, stage: Stage) -> None:
    """Refused at the button; and at the way back, if the role was changed meanwhile."""
    editor = await member(world, stage, "editor")
    stage.browser.become(editor)
    back = await stage.browser.consent(await stage.browser.press(stage.event))
    demote = "UPDATE event_members SET role = 'viewer' WHERE user_id = $1"
    await world.sql(demote, UUID(editor.id))

    page = await stage.browser.come(back)
    path = f"{stage.event.path}/guests/import/google"
    answer = await stage.browser.http.post(path, headers=WEB)

    assert reason(page, stage.event) == "no-right"
    assert answer.status_code == 403
    assert await stored(world, stage.event) == []


async def test_address_book_is_its_owners_to_read(world: World, stage: Stage) -> None:
    """The event's team sees whom the host imports, not whom they know."""
    import_id = brought(await stage.browser.bring(stage.event), stage.event)
    admin = await member(world, stage, "admin")

    await admin.refused(404, "GET", f"/api/imports/{import_id}/file")


async def test_without_google_there_is_no_button_and_no_route(world: World) -> None:
    host = await world.organizer()
    event = await host.event()

    await host.refused(404, "POST", f"{event.path}/guests/import/google")
    await host.refused(404, "GET", "/api/contacts/google/callback")
