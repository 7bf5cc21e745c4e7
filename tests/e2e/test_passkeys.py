"""A passkey in Chromium, whose virtual authenticator stands in for a phone's screen lock."""

import re

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from tests.e2e.running import Running

pytestmark = pytest.mark.browser

PLATFORM = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
}


def authenticator(page: Page) -> tuple[CDPSession, str]:
    """A device with a screen lock that its owner opens whenever it is asked for."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": PLATFORM})
    return session, made["authenticatorId"]


@pytest.mark.parametrize("size", [(360, 740), (1280, 860)], ids=["phone", "desk"])
def test_passkey_is_added_on_the_account_page_and_logs_in(
    live: Running, browser: Browser, size: tuple[int, int]
) -> None:
    # browsers make no passkeys for bare IP addresses
    url = live.url.replace("127.0.0.1", "localhost")
    context = browser.new_context(viewport={"width": size[0], "height": size[1]})
    page = context.new_page()
    device, key = authenticator(page)
    page.goto(f"{url}/register")
    page.get_by_label("Your name").fill("Nora Vidal")
    page.get_by_label("E-mail or phone").fill(f"key{size[0]}@example.org")
    page.get_by_label("Password").fill("a short good sentence")
    page.get_by_role("button", name="Create account").click()
    page.wait_for_url(lambda address: not address.endswith("/register"))

    page.goto(f"{url}/account")
    page.get_by_role("button", name="Add passkey").click()
    expect(page.get_by_text("not used yet")).to_be_visible()
    assert len(device.send("WebAuthn.getCredentials", {"authenticatorId": key})["credentials"]) == 1

    context.clear_cookies()
    # else the virtual authenticator answers what the browser would fill in, before anybody clicks
    page.add_init_script("PublicKeyCredential.isConditionalMediationAvailable = async () => false")
    page.goto(f"{url}/login?next=/account")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_text(re.compile("Added .* · last used"))).to_be_visible()
    assert page.url == f"{url}/account"
    context.close()
