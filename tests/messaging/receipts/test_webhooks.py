"""Providers' webhooks over HTTP: who may call them, and that nothing is lost that was taken."""

import hmac
import time
from collections.abc import AsyncIterator, Iterator, Mapping

import pytest

from tests.providers import graph, twilio
from tests.providers.graph import PHONE_ID, SECRET, TOKEN, call_of, signed
from tests.support import until
from tests.world import Process, World

WHATSAPP, SMS, MAIL = "/api/webhooks/whatsapp", "/api/webhooks/sms", "/api/webhooks/mail"
NEW_SECRET = "the secret that replaces it"
SETTINGS = {
    "CONVITE_WHATSAPP_PHONE_ID": PHONE_ID,
    "CONVITE_WHATSAPP_TOKEN": TOKEN,
    "CONVITE_WHATSAPP_APP_SECRET": f"{SECRET},{NEW_SECRET}",
    "CONVITE_WHATSAPP_VERIFY_TOKEN": "our word",
    "CONVITE_TWILIO_ACCOUNT_SID": twilio.ACCOUNT,
    "CONVITE_TWILIO_AUTH_TOKEN": twilio.TOKEN,
    "CONVITE_SMS_SENDERS": "+15550001111",
    "CONVITE_MAIL_WEBHOOK_SECRET": "a mail secret,the next one",
}
FIELDS = {"MessageSid": "SM1", "MessageStatus": "delivered", "To": "+34612345678"}


@pytest.fixture(scope="module")
async def process(world: World) -> AsyncIterator[Process]:
    """A process with providers."""
    async with world.with_settings(**SETTINGS) as made:
        yield made


async def post(process: Process, path: str, body: bytes, headers: Mapping[str, str]) -> int:
    return (await process.http.post(path, content=body, headers=dict(headers))).status_code


async def waiting(world: World) -> int:
    return int(await world.one("SELECT count(*) FROM provider_calls"))


async def test_the_handshake_wants_our_word(process: Process) -> None:
    asked = {"hub.mode": "subscribe", "hub.challenge": "1158201444", "hub.verify_token": "our word"}
    right = await process.http.get(WHATSAPP, params=asked)
    wrong = await process.http.get(WHATSAPP, params={**asked, "hub.verify_token": "another"})
    none = await process.http.get(WHATSAPP)

    assert (right.status_code, right.text) == (200, "1158201444")
    assert right.headers["content-type"].startswith("text/plain")
    assert (wrong.status_code, none.status_code) == (403, 403)


async def test_both_secrets_count_while_one_replaces_the_other(
    world: World, process: Process
) -> None:
    body, before = call_of({"statuses": []}), await waiting(world)
    for secret in (SECRET, NEW_SECRET):
        assert await post(process, WHATSAPP, body, signed(body, secret)) == 200

    assert await waiting(world) == before + 2


async def test_a_forged_call_is_refused_and_not_kept(world: World, process: Process) -> None:
    body, before = call_of({"statuses": []}), await waiting(world)
    good = signed(body)["x-hub-signature-256"]
    forged: tuple[dict[str, str], ...] = (
        {}, {"x-hub-signature-256": ""}, {"x-hub-signature-256": good[:-1]},
        {"x-hub-signature-256": good.removeprefix("sha256=")}, signed(body, "another secret"),
    )  # fmt: skip
    for headers in forged:
        assert await post(process, WHATSAPP, body, headers) == 401
    assert await post(process, WHATSAPP, body + b" ", signed(body)) == 401
    assert await post(process, SMS, body, signed(body)) == 401

    assert await waiting(world) == before


async def test_a_signature_of_another_url_or_field_is_refused(
    world: World, process: Process
) -> None:
    before = await waiting(world)
    body, headers = twilio.signed(f"http://convite.test{SMS}", FIELDS)
    elsewhere = twilio.signed(f"http://evil.test{SMS}", FIELDS)
    more = body + b"&ErrorCode=30003"

    assert await post(process, SMS, body, headers) == 200
    assert await post(process, SMS, *elsewhere) == 401
    assert await post(process, SMS, more, headers) == 401
    assert await post(process, SMS, b"", {}) == 401
    assert await waiting(world) == before + 1


def signed_mail(body: bytes, secret: str = "a mail secret", age: float = 0) -> dict[str, str]:
    stamp = str(int(time.time() - age))
    made = hmac.new(secret.encode(), f"{stamp}.".encode() + body, "sha256").hexdigest()
    return {"x-convite-timestamp": stamp, "x-convite-signature": f"sha256={made}"}


async def test_a_mail_that_is_passed_on_needs_our_signature_of_today(
    world: World, process: Process
) -> None:
    body, before = b"From: jo@example.com\n\nYes\n", await waiting(world)
    good = signed_mail(body)
    for secret in ("a mail secret", "the next one"):
        assert await post(process, MAIL, body, signed_mail(body, secret)) == 200
    forged: tuple[dict[str, str], ...] = (
        {}, signed_mail(body, "another"), signed_mail(body, age=400), signed_mail(body, age=-400),
        good | {"x-convite-timestamp": "now"}, good | {"x-convite-timestamp": "9" * 5000},
        good | {"x-convite-signature": good["x-convite-signature"][7:]}, signed_mail(body + b"!"),
    )  # fmt: skip
    for headers in forged:
        assert await post(process, MAIL, body, headers) == 401
    large = b"x" * (2 << 20)
    assert await post(process, MAIL, large, signed_mail(large)) == 413

    assert await waiting(world) == before + 2


async def test_a_huge_body_is_refused_before_it_is_read(process: Process) -> None:
    body = b"x" * (5 << 20)

    assert await post(process, WHATSAPP, body, signed(body)) == 413


async def test_without_a_provider_there_is_no_webhook(world: World) -> None:
    body = call_of({"statuses": []})
    for path in (WHATSAPP, SMS, MAIL, "/api/webhooks/email", "/api/webhooks/pigeon"):
        assert await post(world.processes[0], path, body, signed(body)) in (404, 422)


@pytest.fixture
def reader(world: World) -> Iterator[None]:
    """A worker that knows the providers."""
    with world.worker(**SETTINGS):
        yield


@pytest.mark.usefixtures("reader")
async def test_what_a_guest_writes_is_in_the_inbox(world: World, process: Process) -> None:
    event = await (await world.organizer()).event()
    party = await event.party(guests=[{"name": "Jo Smith", "phone": "+34612345678"}])
    guest = party.made["guests"][0]["guest_id"]
    sent = (
        "INSERT INTO messages (id, organization_id, event_id, guest_id, channel, address, locale,"
        " subject, text, dedup_key, status, provider_id, sent_at)"
        " VALUES (gen_random_uuid(), $1, $2, $3,"
        " 'whatsapp', '+34612345678', 'en', '', 'Hello', gen_random_uuid()::text, 'sent', 'wamid.9', now())"
    )
    await world.sql(sent, event.host.organization_id, event.id, guest)
    body = call_of(
        graph.written_by("34612345678", "When does it start?", key="wamid.in", at=1_764_000_000)
    )

    assert await post(process, WHATSAPP, body, signed(body)) == 200

    async def arrived() -> object:
        return (await event.host.get(f"{event.path}/messages", direction="in"))["items"]

    await until(arrived, limit=60)
    [message] = (await event.host.get(f"{event.path}/messages", direction="in"))["items"]
    assert (message["name"], message["channel"]) == ("Jo Smith", "whatsapp")
    assert message["text"] == "When does it start?"

    # it came long ago
    reply = f"/api/messages/{message['id']}/reply"
    closed = await event.host.refused(409, "POST", reply, {"text": "At six"})
    again = call_of(
        graph.written_by("34612345678", "Hello?", key="wamid.again", at=int(time.time()))
    )
    assert await post(process, WHATSAPP, again, signed(again)) == 200

    async def arrived_again() -> bool:
        return len((await event.host.get(f"{event.path}/messages", direction="in"))["items"]) == 2

    await until(arrived_again, limit=60)
    made = await event.host.post(reply, {"text": "At six"})
    assert closed["type"].endswith("window-closed")
    assert (made["channel"], made["text"], made["in_reply_to"]) == (
        "whatsapp", "At six", message["id"],
    )  # fmt: skip
