"""Reminders: once to each, in their language, by day, and never after an answer."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from convite.core.clock import now
from convite.core.config import settings
from convite.core.problems import Conflict, Invalid
from convite.doors.invitations.actions import invite
from convite.doors.invitations.models import Invitation
from convite.doors.invitations.queries import invitation_by_id
from convite.doors.invitations.schemas import InvitationFields, PartyGuest
from convite.doors.replies.actions import answer_all
from convite.entry.reactions import REACTING
from convite.events.event.actions import change_event
from convite.events.event.models import Event
from convite.events.event.queries import event_by_id
from convite.messaging.reminders import actions
from convite.messaging.reminders.models import Reminder
from convite.messaging.reminders.schemas import PreviewRequest, ReminderFields
from tests.database import Fresh, fresh
from tests.hosts import Host, make_event, make_host

assert REACTING


@pytest.fixture
async def place(monkeypatch) -> AsyncIterator[tuple[Fresh, Host, Event]]:
    monkeypatch.setattr(settings(), "smtp_url", "smtp://127.0.0.1:1")
    async with fresh() as database:
        host = await make_host(database.app)
        yield database, host, await make_event(database.app, host, locale="es")


def guest(name: str, **more: Any) -> PartyGuest:
    return PartyGuest(first_name=name, email=f"{name.lower()}@example.com", **more)


async def party(database: Fresh, host: Host, event: Event, *guests: PartyGuest) -> Invitation:
    async with database.app.tx(host.principal) as tx:
        party = await invite(tx, host.actor, event, InvitationFields(guests=list(guests)))
        return party.invitation


async def answered(database: Fresh, host: Host, event: Event, one: Invitation, word: str) -> None:
    async with database.app.tx(host.principal) as tx:
        event_row, row = await event_by_id(tx, event.id), await invitation_by_id(tx, one.id)
        assert event_row is not None
        assert row is not None
        await answer_all(tx, host.actor, event_row, row, word)


async def remind(database: Fresh, host: Host, event: Event, **fields: Any) -> Reminder:
    """A reminder that is due at once: as many minutes before the event as there are left, and more."""
    body = ReminderFields(**{"offset_minutes": 8 * 24 * 60, **fields})
    async with database.app.tx(host.principal) as tx:
        return await actions.add(tx, host.actor, event, body)


async def messages(database: Fresh) -> list[tuple[str, str, str]]:
    rows = await database.system.pool.fetch("SELECT * FROM messages ORDER BY address")
    return [(row["address"], row["locale"], row["status"]) for row in rows]


async def status(database: Fresh, reminder: Reminder) -> str:
    row = await database.system.pool.fetchrow(
        "SELECT status, recipients FROM reminders WHERE id = $1", reminder.id
    )
    return f"{row['status']} {row['recipients']}"


async def test_who_has_not_answered_is_asked_once_in_their_language(place) -> None:
    database, host, event = place
    await party(database, host, event, guest("Ana", locale="en"), guest("Leo"))
    came = await party(database, host, event, guest("Zoe"))
    await party(database, host, event, guest("Max", locale="ar"))
    await answered(database, host, event, came, "accepted")
    reminder = await remind(database, host, event)

    for _ in range(2):
        await actions.queue_due(database.system)

    assert await messages(database) == [
        ("ana@example.com", "en", "queued"),
        ("leo@example.com", "es", "queued"),
        ("max@example.com", "ar", "queued"),
    ]
    assert await status(database, reminder) == "sent 3"


@pytest.mark.parametrize(
    ("audience", "reached"), [("coming", {"zoe"}), ("everyone", {"ana", "zoe"})]
)
async def test_audiences_follow_the_answers(place, audience: str, reached: set[str]) -> None:
    database, host, event = place
    await party(database, host, event, guest("Ana"))
    for name, word in (("Zoe", "accepted"), ("Max", "declined")):
        one = await party(database, host, event, guest(name))
        await answered(database, host, event, one, word)

    await remind(database, host, event, audience=audience)
    await actions.queue_due(database.system)

    assert {address.split("@")[0] for address, _, _ in await messages(database)} == reached


async def test_a_worker_that_dies_between_two_pieces_loses_and_repeats_nothing(
    place, monkeypatch
) -> None:
    database, host, event = place
    for number in range(9):
        await party(database, host, event, guest(f"G{number}"))
    monkeypatch.setattr(actions, "BATCH", 2)
    reminder = await remind(database, host, event)

    # three pieces, and a fourth that dies before its commit
    for _ in range(3):
        await actions.queue_batch(database.system, host.principal, reminder.id, has_begun=False)
    write = actions.write

    async def killed(*given: Any) -> None:
        await write(*given)
        raise ConnectionError("killed")

    with monkeypatch.context() as patched:
        patched.setattr(actions, "write", killed)
        with pytest.raises(ConnectionError):
            await actions.queue_due(database.system)
    assert await status(database, reminder) == "sending 6"
    await asyncio.gather(actions.queue_due(database.system), actions.queue_due(database.system))
    await actions.queue_due(database.system)

    found = Counter(address for address, _, _ in await messages(database))
    assert set(found.values()) == {1}
    assert len(found) == 9
    assert await status(database, reminder) == "sent 9"


async def test_quiet_hours_hold_it_until_morning_and_an_answer_stops_it(place) -> None:
    database, host, event = place
    one = await party(database, host, event, guest("Ana"))
    await party(database, host, event, guest("Leo"))
    local = now().astimezone(ZoneInfo("Europe/Madrid"))
    quiet = {
        "quiet_from": f"{local - timedelta(hours=1):%H:%M}",
        "quiet_until": f"{local + timedelta(hours=1):%H:%M}",
    }
    async with database.app.tx(host.principal) as tx:
        found = await event_by_id(tx, event.id)
        assert found is not None
        await change_event(tx, host.actor, found, {"settings": quiet})
    await remind(database, host, event)

    await actions.queue_due(database.system)
    later = await database.system.pool.fetchval(
        "SELECT bool_and(run_after BETWEEN now() + interval '50 minutes' AND now() + interval '61 minutes')"
        " FROM messages"
    )
    assert later is True
    await answered(database, host, event, one, "accepted")
    async with database.app.tx(host.principal) as tx:
        await actions.stop_answered(tx, one.id)

    assert [word for _, _, word in await messages(database)] == ["suppressed", "queued"]


async def test_what_has_no_provider_stands_on_the_outbox_page(place) -> None:
    database, host, event = place
    await party(database, host, event, guest("Ana", phone="+34600111222"), guest("Leo"))
    await remind(database, host, event, channel="sms")

    await actions.queue_due(database.system)
    await actions.to_outbox(database.system)

    assert await messages(database) == [("+34600111222", "es", "outbox")]
    text = await database.system.pool.fetchval("SELECT text FROM messages")
    assert len(text) < 320
    assert "http" in text


async def test_opted_out_and_canceled_are_left_alone(place) -> None:
    database, host, event = place
    await party(database, host, event, guest("Ana"))
    await database.system.pool.execute("""UPDATE guests SET opt_outs = '{"email": true}'""")
    gone = await party(database, host, event, guest("Leo"))
    await database.system.pool.execute(
        "UPDATE invitations SET canceled_at = now() WHERE id = $1", gone.id
    )

    reminder = await remind(database, host, event)
    await actions.queue_due(database.system)

    assert await messages(database) == [("ana@example.com", "es", "suppressed")]
    assert await status(database, reminder) == "sent 0"


async def test_nobody_is_reminded_of_what_has_begun(place) -> None:
    database, host, event = place
    await party(database, host, event, guest("Ana"))
    reminder = await remind(database, host, event, offset_minutes=60)
    await actions.queue_due(database.system)
    assert await status(database, reminder) == "scheduled 0"

    begun = "UPDATE events SET starts_at = now() - interval '1 minute' WHERE id = $1"
    await database.system.pool.execute(begun, event.id)
    await actions.queue_due(database.system)

    assert await status(database, reminder) == "missed 0"
    assert await messages(database) == []


async def test_preview_shows_a_real_guest_and_sends_nothing(place) -> None:
    database, host, event = place
    await party(database, host, event, guest("Ana", locale="en"), PartyGuest(first_name="Teo"))
    wish = PreviewRequest(subject="{{event}}!", body="Dear {{name}}, {{link}}")

    async with database.app.tx(host.principal) as tx:
        seen = await actions.preview(tx, event, wish, sees_links=True)

    assert (seen.name, seen.to, seen.locale) == ("Ana", "ana@example.com", "en")
    assert seen.subject == "Ana & Leo!"
    assert seen.text.startswith("Dear Ana, http")
    assert (seen.recipients, seen.without_address) == (1, 1)
    assert await messages(database) == []


async def test_a_reminder_needs_one_time_that_is_to_come(place) -> None:
    database, host, event = place
    for wrong in (
        {"offset_minutes": None},
        {"send_at": now() + timedelta(days=1)},
        {"offset_minutes": None, "send_at": now() - timedelta(days=1)},
    ):
        with pytest.raises(Invalid):
            await remind(database, host, event, **wrong)

    reminder = await remind(database, host, event, offset_minutes=60)
    async with database.app.tx(host.principal) as tx:
        row = await actions.reminder_of_event(tx, event.id, reminder.id)
        row = await actions.change(tx, host.actor, row, {"send_at": now() + timedelta(days=1)})
        assert row.offset_minutes is None
        row = await actions.change(tx, host.actor, row, {"status": "canceled"})
        row = await actions.change(tx, host.actor, row, {"status": "scheduled"})
        assert row.status == "scheduled"
    await party(database, host, event, guest("Ana"))
    gone = await remind(database, host, event)
    await actions.queue_due(database.system)
    async with database.app.tx(host.principal) as tx:
        row = await actions.reminder_of_event(tx, event.id, gone.id)
        with pytest.raises(Conflict):
            await actions.change(tx, host.actor, row, {"subject": "Again"})


async def test_a_reminder_by_a_channel_with_a_provider_stays_queued_for_it(
    place, monkeypatch
) -> None:
    """Only channels without a provider put their messages on the outbox page."""
    database, host, event = place
    one = PartyGuest(first_name="Ana", phone="+34600000001")
    await party(database, host, event, one, guest("zoe"))
    for channel in ("sms", "email"):
        await remind(database, host, event, channel=channel)
    monkeypatch.setitem(actions.CHANNELS, "sms", SimpleNamespace(name="sms", is_configured=True))
    monkeypatch.setattr(settings(), "smtp_url", "")

    await actions.queue_due(database.system)
    await actions.to_outbox(database.system)

    rows = await database.system.pool.fetch(
        "SELECT channel, status, run_after <= now() AS due FROM messages"
    )
    assert {(row["channel"], row["status"]) for row in rows if row["due"]} <= {
        ("sms", "queued"), ("email", "outbox"),
    }  # fmt: skip
    assert "sms" in {row["channel"] for row in rows}
