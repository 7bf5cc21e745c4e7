"""The providers page: what is set, what went wrong, a test, and trying a stopped channel again."""

import json
from typing import Any
from uuid import UUID

import pytest

from convite.core.config import Settings, settings
from convite.core.ids import new_id
from convite.messaging.providers.queries import providers
from convite.messaging.providers.rules import address_on, unset, unset_useful
from convite.messaging.sending.actions import clear_stop
from tests.entry.test_jobs import admin_of
from tests.providers.graph import TOKEN, Graph
from tests.whatsapp import staged
from tests.world import Person, World

PATH = "/api/providers"
STOP = """
INSERT INTO sending_turns (channel, next_at, stopped_at, stopped_until, reason)
VALUES ($1, now(), now(), now() + interval '1 minute', $2)
ON CONFLICT (channel) DO UPDATE SET stopped_at = now(), reason = $2
"""
FAILED = """
INSERT INTO messages (id, organization_id, channel, address, locale, subject, text, dedup_key, status,
  error, error_code)
VALUES ($1, $2, 'sms', '+34612345678', 'en', '', 'Hello', gen_random_uuid()::text, 'failed', $3, '30003')
"""
KEPT = "INSERT INTO provider_calls (channel, body, error) VALUES ('sms', '', $1)"


async def provider(admin: Person, channel: str) -> dict[str, Any]:
    found = (await admin.get(PATH))["channels"]
    return next(one for one in found if one["channel"] == channel)


async def test_only_admins_see_providers(world: World) -> None:
    host = await world.organizer()

    await world.nobody().refused(401, "GET", PATH)
    await host.refused(403, "GET", PATH)
    await host.refused(403, "POST", f"{PATH}/email/test", {"to": "jo@example.com"})
    await host.refused(403, "POST", f"{PATH}/sms/resume")


async def test_what_is_missing_is_named(world: World) -> None:
    sms = await provider(await admin_of(world), "sms")

    assert sms["is_configured"] is False
    assert sms["missing"] == [
        "CONVITE_TWILIO_ACCOUNT_SID", "CONVITE_TWILIO_AUTH_TOKEN", "CONVITE_SMS_SENDERS",
    ]  # fmt: skip
    assert sms["webhook_url"].endswith("/api/webhooks/sms")


async def test_errors_are_counted_by_their_text(world: World) -> None:
    host, admin, text = await world.organizer(), await admin_of(world), f"Out of reach {new_id()}"
    for _ in range(3):
        await world.sql(FAILED, new_id(), UUID(host.organization_id), text)
    await world.sql(KEPT, text)

    sms = await provider(admin, "sms")

    [error] = [one for one in sms["errors"] if one["text"] == text]
    assert (error["code"], error["messages"]) == ("30003", 3)
    assert sms["failed"] >= 3
    assert sms["newest_kept"][0]["error"] == text
    await world.sql("DELETE FROM provider_calls WHERE error = $1", text)


async def test_a_test_without_a_provider_is_on_the_outbox_page(world: World) -> None:
    admin = await admin_of(world)

    made = await admin.post(f"{PATH}/sms/test", {"to": "+34 612 345 678"})

    assert (made["status"], made["to"]) == ("outbox", "+34612345678")
    assert await admin.get(f"{PATH}/tests/{made['id']}") == made
    [shown] = (await admin.get("/api/outbox", limit=1))["items"]
    assert shown["id"] == made["id"]


async def test_a_test_needs_an_address_of_the_channel(world: World) -> None:
    admin = await admin_of(world)

    for channel, to in (("sms", "jo@example.com"), ("email", "+34612345678"), ("whatsapp", "612")):
        problem = await admin.refused(422, "POST", f"{PATH}/{channel}/test", {"to": to})
        assert "to" in json.dumps(problem["errors"])


async def test_a_message_to_somebody_else_is_no_test(world: World) -> None:
    host, admin, key = await world.organizer(), await admin_of(world), new_id()
    await world.sql(FAILED, key, UUID(host.organization_id), "No")

    await admin.refused(404, "GET", f"{PATH}/tests/{key}")


async def test_an_admin_has_a_stopped_channel_tried_again(world: World) -> None:
    admin = await admin_of(world)
    await world.sql(STOP, "whatsapp", "The token was revoked.")

    await admin.good("POST", f"{PATH}/whatsapp/resume")

    stopped = "SELECT stopped_until FROM sending_turns WHERE channel = 'whatsapp'"
    assert await world.one(stopped) is None


async def test_the_team_of_an_event_learns_which_channels_work(world: World) -> None:
    host = await world.organizer()
    event = await host.event()

    found = (await host.get(f"{event.path}/channels"))["channels"]

    assert {one["channel"] for one in found} == {"email", "whatsapp", "sms"}
    assert found[0].keys() == {"channel", "is_configured", "stopped_at", "reason"}
    await (await world.organizer()).refused(404, "GET", f"{event.path}/channels")


async def test_a_stop_says_since_when_and_why_until_it_is_tried_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with staged(Graph(token="a new one"), monkeypatch) as stage:
        system = stage.database.system
        await stage.write(await stage.guest("+34612345678"))
        _, stopped, _ = (await providers(system)).channels
        stage.graph.token = TOKEN
        await stage.send()
        _, waits, _ = (await providers(system)).channels
        await clear_stop(system, "whatsapp")
        await stage.send()
        _, works, _ = (await providers(system)).channels

    assert stopped.stopped_at is not None
    assert stopped.reason
    assert (stopped.waiting, waits.waiting, works.waiting) == (1, 1, 0)
    assert (works.stopped_at, works.sent) == (None, 1)


@pytest.mark.unit
def test_no_setting_is_shown_by_its_value() -> None:
    known = settings().model_copy(update={"mail_bounces": "bounces@example.org", "imap_url": ""})

    assert unset(known, ["mail_bounces", "imap_url"]) == ["CONVITE_IMAP_URL"]
    assert "CONVITE_IMAP_URL" in unset_useful(known, "email")
    assert all(name in Settings.model_fields for name in ("mail_bounces", "imap_url"))


@pytest.mark.unit
@pytest.mark.parametrize(
    ("channel", "text", "wanted"),
    [
        ("email", " jo@example.com ", "jo@example.com"),
        ("email", "jo", None),
        ("sms", "+34 612 34 56 78", "+34612345678"),
        ("whatsapp", "612345678", None),
    ],
)
def test_addresses_are_read_as_the_channel_takes_them(
    channel: str, text: str, wanted: str | None
) -> None:
    assert address_on(channel, text) == wanted
