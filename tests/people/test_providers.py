"""Log-ins at other providers: whom they let in, and what a provider can't make us believe."""

import secrets
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest

from convite.core.login_providers import LoginProvider, read_providers
from convite.gateways import oidc
from convite.people.providers.rules import own_page
from tests.providers.oidc import CLIENT_ID, CLIENT_SECRET, Fault, Provider
from tests.world import Person, Process, World, at_once

LOGGED_IN = "/events"


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with Provider() as running:
        yield running


@pytest.fixture(scope="module")
async def process(world: World, provider: Provider) -> AsyncIterator[Process]:
    known = {**provider.settings(), **provider.settings("GITHUB")}
    async with world.with_settings(CONVITE_PUBLIC_URL="", **known) as process:
        yield process


@dataclass
class Browser:
    """A browser that logs in; its cookies are its own."""

    process: Process
    provider: Provider
    http: httpx2.AsyncClient

    async def leave(self, **query: str) -> str:
        """Goes to the provider; where it is sent back to."""
        first = await self.http.get("/api/auth/oidc/test", params=query)
        assert first.status_code == 303, first.text
        return await self.back(first.headers["location"])

    async def back(self, page: str) -> str:
        """Logs in at the provider's page; where it sends the browser."""
        return (await self.http.get(page)).headers["location"]

    async def come(self, address: str) -> str:
        """Comes back from the provider; the page it ends on."""
        answer = await self.http.get(address)
        assert answer.status_code == 303, answer.text
        return answer.headers["location"]

    async def log_in(self, *, fault: Fault = "", **person: Any) -> str:
        """All of it; the page it ends on."""
        self.provider.person, self.provider.fault = person, fault
        try:
            return await self.come(await self.leave())
        finally:
            self.provider.fault = ""

    async def me(self) -> Any:
        answer = await self.http.get("/api/me")
        return answer.json() if answer.status_code == 200 else None


@pytest.fixture
async def browser(process: Process, provider: Provider) -> AsyncIterator[Browser]:
    async with httpx2.AsyncClient(base_url=process.url, timeout=30) as http:
        yield Browser(process, provider, http)


def reason(page: str) -> str:
    """Why a page says that nobody was logged in."""
    parts = urlsplit(page)
    assert parts.path in {"/login", "/account"}, page
    return parse_qs(parts.query)["refused"][0]


def somebody(**more: Any) -> dict[str, Any]:
    """A person at the provider, with an address that it has verified."""
    key = secrets.token_hex(6)
    proven = {"email": f"{key}@example.com", "email_verified": True, "name": "Jo Smith"}
    return {"sub": key, **proven, **more}


async def prove(world: World, who: Person) -> None:
    """As if they had confirmed their address."""
    await world.sql("UPDATE users SET email_verified_at = now() WHERE id = $1", who.id)


async def test_newcomer_gets_an_account_and_returns_to_it(browser: Browser) -> None:
    jo = somebody()

    first = await browser.log_in(**jo)
    made = await browser.me()
    browser.http.cookies.clear()
    second = await browser.log_in(**{**jo, "email": "moved@example.com"})
    again = await browser.me()

    assert (first, second) == (LOGGED_IN, LOGGED_IN)
    assert (made["name"], made["email"]) == ("Jo Smith", jo["email"])
    assert made["email_verified_at"]
    # the key is the subject, so another address there is the same account, whose own address stays
    assert (again["id"], again["email"]) == (made["id"], jo["email"])


async def test_log_in_ends_on_the_page_that_was_asked_for(browser: Browser) -> None:
    browser.provider.person = somebody()

    assert await browser.come(await browser.leave(next="/join/abc")) == "/join/abc"
    assert await browser.come(await browser.leave(next="//evil.example")) == LOGGED_IN


@pytest.mark.parametrize(
    "fault",
    [
        *("wrong-nonce", "no-nonce", "wrong-issuer", "wrong-audience", "expired", "unsigned"),
        *("foreign-key", "error", "huge"),
    ],
)
async def test_what_the_provider_says_must_hold(browser: Browser, fault: Fault) -> None:
    browser.provider.person = somebody()
    back = await browser.leave()
    browser.provider.fault = fault
    try:
        page = await browser.come(back)
    finally:
        browser.provider.fault = ""

    assert (urlsplit(page).path, reason(page)) == ("/login", "failed")
    assert await browser.me() is None


async def test_canceled_at_the_provider(browser: Browser) -> None:
    assert reason(await browser.log_in(fault="denied", **somebody())) == "canceled"


async def test_rotated_key_is_read_again(browser: Browser) -> None:
    assert await browser.log_in(**somebody()) == LOGGED_IN
    browser.provider.rotate()

    assert await browser.log_in(**somebody()) == LOGGED_IN


async def test_code_and_state_work_once_and_in_one_browser(
    browser: Browser, process: Process
) -> None:
    browser.provider.person = somebody()
    back = await browser.leave()
    async with httpx2.AsyncClient(base_url=process.url) as other:
        stolen = (await other.get(back)).headers["location"]

    first, again = await browser.come(back), await browser.come(back)

    assert reason(stolen) == "expired"
    assert (first, reason(again)) == (LOGGED_IN, "expired")


async def test_code_of_another_log_in_is_worth_nothing(browser: Browser) -> None:
    """Eve's code under Ana's state: PKCE tells them apart."""
    browser.provider.person = somebody()
    eves = parse_qs(urlsplit(await browser.leave()).query)["code"][0]
    mine = await browser.leave()
    code = parse_qs(urlsplit(mine).query)["code"][0]

    assert reason(await browser.come(mine.replace(code, eves))) == "failed"


async def test_answer_of_another_issuer_is_refused(browser: Browser) -> None:
    browser.provider.person = somebody()
    back = await browser.leave()

    assert reason(await browser.come(f"{back}&iss=https%3A%2F%2Fevil.example")) == "failed"


async def test_unverified_address_makes_and_links_nothing(world: World, browser: Browser) -> None:
    ana = await world.organizer()
    await prove(world, ana)

    new = await browser.log_in(**somebody(email_verified=False))
    known = await browser.log_in(**somebody(email=ana.email, email_verified=False))
    none = await browser.log_in(sub=secrets.token_hex(6))

    assert [reason(page) for page in (new, known, none)] == ["unproven"] * 3
    assert (await ana.get("/api/me/identities"))["items"] == []


async def test_address_proven_on_both_sides_links(world: World, browser: Browser) -> None:
    ana = await world.organizer()
    await prove(world, ana)

    page = await browser.log_in(**somebody(email=ana.email.upper()))

    assert page == LOGGED_IN
    assert (await browser.me())["id"] == ana.id
    [linked] = (await ana.get("/api/me/identities"))["items"]
    assert (linked["provider"], linked["email"]) == ("test", ana.email.upper())


async def test_account_that_proved_nothing_is_not_taken_over(
    world: World, browser: Browser
) -> None:
    """Eve registered with Ana's address before: Ana must not move in beside her."""
    eve = await world.organizer()

    page = await browser.log_in(**somebody(email=eve.email))

    assert reason(page) == "link-first"
    assert await browser.me() is None
    assert (await eve.get("/api/me"))["email_verified_at"] is None


async def test_disabled_account_stays_out(world: World, browser: Browser) -> None:
    jo = somebody()
    await browser.log_in(**jo)
    await world.sql("UPDATE users SET is_active = false WHERE email_key = $1", jo["email"])
    browser.http.cookies.clear()

    assert reason(await browser.log_in(**jo)) == "disabled"


async def link(browser: Browser, **person: Any) -> str:
    """Links a log-in from the account page; the page it ends on."""
    browser.provider.person = person
    headers = {"x-convite": "web"}
    body = {"provider": "test"}
    answer = await browser.http.post("/api/me/identities", json=body, headers=headers)
    return await browser.come(await browser.back(answer.json()["url"]))


async def test_linking_from_the_account_page_needs_no_address(browser: Browser) -> None:
    await browser.log_in(**somebody())
    work = somebody(email_verified=False)

    page = await link(browser, **work)
    twice = await link(browser, **work)
    listed = (await browser.http.get("/api/me/identities")).json()

    assert (page, twice) == ("/account", "/account")
    assert [one["email"] for one in listed["items"]][1] == work["email"]
    assert len(listed["items"]) == 2
    assert not listed["has_password"]


async def test_log_in_of_another_account_is_not_linked(browser: Browser) -> None:
    taken = somebody()
    await browser.log_in(**taken)
    browser.http.cookies.clear()
    await browser.log_in(**somebody())

    page = await link(browser, **taken)

    assert (urlsplit(page).path, reason(page)) == ("/account", "taken")


async def test_link_needs_the_session_that_asked_for_it(browser: Browser) -> None:
    await browser.log_in(**somebody())
    browser.provider.person = somebody()
    headers, body = {"x-convite": "web"}, {"provider": "test"}
    answer = await browser.http.post("/api/me/identities", json=body, headers=headers)
    back = await browser.back(answer.json()["url"])
    await browser.http.post("/api/auth/logout", headers=headers)

    assert reason(await browser.come(back)) == "expired"


async def test_only_way_in_stays_even_if_both_are_unlinked_at_once(browser: Browser) -> None:
    await browser.log_in(**somebody())
    await link(browser, **somebody())
    [one, other] = (await browser.http.get("/api/me/identities")).json()["items"]
    headers = {"x-convite": "web"}

    answers = await at_once(
        *(
            browser.http.delete(f"/api/me/identities/{key['id']}", headers=headers)
            for key in (one, other)
        )
    )

    assert sorted(answer.status_code for answer in answers) == [204, 409]
    [refused] = [answer for answer in answers if answer.status_code == 409]
    assert refused.json()["type"] == "/problems/only-way-in"


async def test_nobody_unlinks_a_log_in_of_somebody_else(world: World, browser: Browser) -> None:
    await browser.log_in(**somebody())
    [mine] = (await browser.http.get("/api/me/identities")).json()["items"]
    eve = await world.organizer("Eve Stone")

    await eve.refused(404, "DELETE", f"/api/me/identities/{mine['id']}")


async def test_github_logs_in_by_its_primary_verified_address(browser: Browser) -> None:
    number = str(secrets.randbelow(10**9))
    jo = somebody(sub=number)
    browser.provider.person = jo
    first = await browser.http.get("/api/auth/oidc/github", params={"next": "/account"})

    page = await browser.come(await browser.back(first.headers["location"]))
    me = await browser.me()
    browser.provider.person = somebody(sub=str(secrets.randbelow(10**9)), email_verified=False)
    again = await browser.http.get("/api/auth/oidc/github")
    unproven = await browser.come(await browser.back(again.headers["location"]))

    assert (page, me["email"]) == ("/account", jo["email"])
    assert reason(unproven) == "unproven"


async def test_providers_of_the_settings_are_listed(browser: Browser, world: World) -> None:
    listed = (await browser.http.get("/api/auth/oidc")).json()["items"]

    assert listed == [
        {"name": "github", "label": "GitHub"},
        {"name": "test", "label": "Test"},
    ]
    assert (await world.nobody().get("/api/auth/oidc"))["items"] == []
    await world.nobody().refused(404, "GET", "/api/auth/oidc/google")


@pytest.mark.parametrize("fault", ["slow", "other-metadata"])
async def test_provider_that_is_slow_or_another_is_given_up(
    monkeypatch: pytest.MonkeyPatch, fault: Fault
) -> None:
    monkeypatch.setattr(oidc, "SECONDS", 0.3)
    flow = oidc.Flow(redirect_uri="http://x", state="s", nonce="n", verifier="v" * 50)
    with Provider(fault=fault) as running:
        known = LoginProvider(
            name="test", issuer=running.issuer, client_id=CLIENT_ID, client_secret=CLIENT_SECRET
        )
        with pytest.raises(oidc.ProviderFault):
            await oidc.person_by_code(known, flow, "code")


@pytest.mark.unit
def test_settings_of_a_provider_are_whole_and_safe() -> None:
    google = {"CONVITE_OIDC_GOOGLE_CLIENT_ID": "id", "CONVITE_OIDC_GOOGLE_CLIENT_SECRET": "s"}
    own = {
        "CONVITE_OIDC_MY_CLUB_ISSUER": "https://club.example",
        "CONVITE_OIDC_MY_CLUB_CLIENT_ID": "c",
    }

    known = read_providers({**google, **own, "CONVITE_OIDC_EMPTY_CLIENT_ID": ""})

    assert [(one.name, one.issuer, one.label) for one in known.values()] == [
        ("google", "https://accounts.google.com", "Google"),
        ("my-club", "https://club.example", "My club"),
    ]
    for wrong, said in (
        ({"CONVITE_OIDC_X_CLIENT_ID": "c"}, "CONVITE_OIDC_X_ISSUER is missing"),
        ({"CONVITE_OIDC_X_ISSUER": "https://x"}, "CONVITE_OIDC_X_CLIENT_ID is missing"),
        ({**own, "CONVITE_OIDC_MY_CLUB_ISSUER": "http://club.example"}, "write it as https"),
    ):
        with pytest.raises(ValueError, match=said):
            read_providers(wrong)


@pytest.mark.unit
@pytest.mark.parametrize("path", ["//evil", "/\\evil", "https://evil", "evil", "/a\nb", "", None])
def test_pages_elsewhere_are_no_pages_to_end_on(path: str | None) -> None:
    assert own_page(path) == LOGGED_IN
