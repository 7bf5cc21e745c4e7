"""Messages: written when something happens, sent once, in the guest's language."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from convite.core.config import settings
from convite.core.db import Principal
from convite.core.ids import new_id
from convite.core.leases import MAX_STARTS, MAX_TRIES
from convite.core.log import Actor
from convite.core.queue import Job
from convite.doors.invitations.actions import invite, send
from convite.doors.invitations.models import Invitation
from convite.doors.invitations.schemas import InvitationFields, PartyGuest
from convite.doors.replies.actions import answer_all
from convite.entry.reactions import REACTING
from convite.entry.worker import dispatcher
from convite.events.event.actions import cancel
from convite.events.event.models import Event
from convite.events.event.queries import event_by_id
from convite.events.parts.schemas import PartFields
from convite.messaging.delivery.jobs import mail_invitation
from convite.messaging.sending.actions import claim
from convite.room.parts.actions import add_part
from tests.database import Fresh, fresh
from tests.hosts import Host, make_event, make_host
from tests.mailserver import Behaving, mail_server
from tests.sending import send_messages

assert REACTING


@pytest.fixture
async def place(monkeypatch) -> AsyncIterator[tuple[Fresh, Host, Event]]:
    monkeypatch.setattr(settings(), "smtp_url", "")
    async with fresh() as database:
        host = await make_host(database.app)
        yield database, host, await make_event(database.app, host, locale="es")


GUESTS = [
    PartyGuest(first_name="Ana", last_name="Ruiz", email="ana@example.com", locale="en"),
    PartyGuest(first_name="Leo", email="leo@example.com"),
    PartyGuest(first_name="Teo"),
]


async def invite_party(database: Fresh, host: Host, event: Event, guests=GUESTS) -> Invitation:
    async with database.app.tx(host.principal) as tx:
        made = (await invite(tx, host.actor, event, InvitationFields(guests=guests))).invitation
        await send(tx, host.actor, event, made)
        return made


async def react(database: Fresh, *names: str) -> None:
    """Runs the jobs that wait, those named only."""
    await dispatcher.dispatch(database.system)
    for lane in ("urgent", "normal", "bulk"):
        claimed = await dispatcher.claim(
            database.system, new_id(), lane=lane, most=100, slice_=100, lease=30
        )
        for one in claimed:
            job = Job(id=one.id, name=one.name, fact=one.fact, database=database.app)
            if not names or one.name in names:
                await dispatcher.JOBS[one.name].handler(job)


async def messages(database: Fresh) -> list[tuple[str, str, str, str]]:
    rows = await database.system.pool.fetch("SELECT * FROM messages ORDER BY address, subject")
    return [(row["address"], row["locale"], row["status"], row["subject"]) for row in rows]


async def test_an_invitation_is_written_to_each_address_of_the_party(place) -> None:
    database, host, event = place

    invitation = await invite_party(database, host, event)
    await react(database)

    assert await messages(database) == [
        ("ana@example.com", "en", "outbox", "You're invited: Ana & Leo"),
        ("leo@example.com", "es", "outbox", "Tienes una invitación: Ana & Leo"),
    ]
    row = await database.system.pool.fetchrow("SELECT text, links FROM messages LIMIT 1")
    assert invitation.url in row["text"]
    assert row["links"] == f'["{invitation.url}"]'


async def test_a_job_that_runs_twice_writes_once(place) -> None:
    database, host, event = place

    await invite_party(database, host, event)
    await dispatcher.dispatch(database.system)
    pool = database.system.pool
    key = await pool.fetchval("SELECT id FROM activity_log WHERE action = 'invitation_sent'")
    fact = dispatcher.read_fact(await pool.fetchrow(dispatcher.FACTS, [key]))
    for _ in range(2):
        await mail_invitation(Job(id=fact.id, name="x", fact=fact, database=database.app))

    assert len(await messages(database)) == 2


async def test_sending_it_again_writes_again(place) -> None:
    database, host, event = place

    invitation = await invite_party(database, host, event)
    async with database.app.tx(host.principal) as tx:
        again = await tx.get(Invitation, invitation.id)
        assert again is not None
        await send(tx, host.actor, event, again)
    await react(database)

    assert len(await messages(database)) == 4


async def test_who_wants_no_mail_gets_none(place) -> None:
    database, host, event = place
    shy = PartyGuest(first_name="Shy", email="shy@example.com", opt_outs={"email": True})

    await invite_party(database, host, event, [shy])
    await react(database)

    assert [row[2] for row in await messages(database)] == ["suppressed"]


async def test_a_party_is_told_what_was_understood(place) -> None:
    database, host, event = place
    invitation = await invite_party(database, host, event)
    guest = Actor(kind="guest", id=invitation.id, via="code")

    principal = Principal(organization_id=host.organization_id, invitation_id=invitation.id)
    async with database.app.tx(principal) as tx:
        own = await tx.get(Invitation, invitation.id)
        assert own is not None
        await answer_all(tx, guest, event, own, "accepted")
    await react(database, "confirm_answer")

    assert [(row[0], row[3]) for row in await messages(database)] == [
        ("ana@example.com", "Your reply: Ana & Leo"),
        ("leo@example.com", "Tu respuesta: Ana & Leo"),
    ]
    text = await database.system.pool.fetchval(
        "SELECT text FROM messages WHERE address = 'ana@example.com'"
    )
    assert "Teo: coming\n" in text


async def test_mails_name_the_parts_of_the_event_and_who_comes_to_them(place) -> None:
    database, host, event = place
    fields = PartFields(
        title="Cena", starts_at=datetime(2030, 5, 1, 18, tzinfo=UTC), venue_text="La Quinta"
    )
    async with database.app.tx(host.principal) as tx:
        own_event = await event_by_id(tx, event.id)
        assert own_event is not None
        await add_part(tx, host.actor, own_event, fields)
    invitation = await invite_party(database, host, event)
    await react(database, "mail_invitation")
    guest = Actor(kind="guest", id=invitation.id, via="code")
    principal = Principal(organization_id=host.organization_id, invitation_id=invitation.id)
    async with database.app.tx(principal) as tx:
        own, own_event = await tx.get(Invitation, invitation.id), await event_by_id(tx, event.id)
        assert own is not None
        assert own_event is not None
        await answer_all(tx, guest, own_event, own, "accepted")
    await react(database, "confirm_answer")

    rows = await database.system.pool.fetch(
        "SELECT text FROM messages WHERE address = 'leo@example.com' ORDER BY id"
    )

    invited, confirmed = (row["text"] for row in rows)
    assert "Tu invitación incluye:\nCena: miércoles 1 de mayo de 2030" in invited
    assert ", La Quinta\n" in invited
    assert "Teo: asistirá\n• Cena: asistirá\n" in confirmed
    assert "Programa\nCena: " in confirmed


async def test_everybody_expected_is_told_of_a_canceled_event(place) -> None:
    database, host, event = place
    await invite_party(database, host, event)
    away = await invite_party(
        database, host, event, [PartyGuest(first_name="Away", email="away@example.com")]
    )
    async with database.app.tx(host.principal) as tx:
        own = await tx.get(Invitation, away.id)
        assert own is not None
        await answer_all(tx, host.actor, event, own, "declined")
        row = await event_by_id(tx, event.id)
        assert row is not None
        await cancel(tx, host.actor, row, reason="rain")
    await react(database, "tell_canceled")

    assert [(row[0], row[3]) for row in await messages(database)] == [
        ("ana@example.com", "Canceled: Ana & Leo"),
        ("leo@example.com", "Cancelado: Ana & Leo"),
    ]


async def test_a_bad_mail_server_gets_every_message_once(place, monkeypatch) -> None:
    database, host, event = place

    def moody(address: str, number: int) -> str | None:
        if address.startswith("never"):
            return "550 unknown"
        return "451 later" if address.startswith("busy") and number == 1 else None

    behaving = Behaving(refuse=moody, drop=lambda number: number in (2, 5))
    names = [f"{kind}{number}" for kind in ("ok", "busy", "never") for number in range(4)]
    with mail_server(behaving) as url:
        monkeypatch.setattr(settings(), "smtp_url", url)
        for name in names:
            guest = PartyGuest(first_name=name, email=f"{name}@example.com")
            await invite_party(database, host, event, [guest])
        await react(database, "mail_invitation")
        for _ in range(3):
            await send_messages(database.system)
            await database.system.pool.execute("UPDATE messages SET run_after = now()")

    statuses = {row[0].split("@")[0]: row[2] for row in await messages(database)}
    assert statuses == {name: "failed" if name.startswith("never") else "sent" for name in names}
    arrived = [message["To"].split("@")[0] for message in behaving.taken]
    assert sorted(arrived) == sorted(name for name in names if not name.startswith("never"))


async def test_a_message_is_given_up_after_its_tries(place, monkeypatch) -> None:
    database, host, event = place
    monkeypatch.setattr(settings(), "smtp_url", "smtp://127.0.0.1:1")
    await invite_party(database, host, event)
    await react(database, "mail_invitation")

    for _ in range(MAX_TRIES * 2):
        await send_messages(database.system)
        await database.system.pool.execute("UPDATE messages SET run_after = now()")

    tries = await database.system.pool.fetch("SELECT status, tries FROM messages")
    assert {row["status"] for row in tries} <= {"queued", "failed"}
    assert sum(row["tries"] for row in tries) >= MAX_TRIES


async def test_what_a_dead_sender_had_is_taken_up_a_few_times(place, monkeypatch) -> None:
    database, host, event = place
    monkeypatch.setattr(settings(), "smtp_url", "smtp://127.0.0.1:1")
    await invite_party(database, host, event, [GUESTS[0]])
    await react(database, "mail_invitation")

    taken = []
    for _ in range(MAX_STARTS + 1):
        taken.append(
            len(await claim(database.system, new_id(), channel="email", most=10, lease=30))
        )
        assert await claim(database.system, new_id(), channel="email", most=10, lease=30) == []
        await database.system.pool.execute("UPDATE messages SET lease_until = now()")

    assert taken == [1] * MAX_STARTS + [0]
    assert [row[2] for row in await messages(database)] == ["failed"]


async def test_hosts_take_turns(place, monkeypatch) -> None:
    database, host, event = place
    monkeypatch.setattr(settings(), "smtp_url", "smtp://127.0.0.1:1")
    other = await make_host(database.app)
    theirs = await make_event(database.app, other)
    for number in range(5):
        guest = PartyGuest(first_name="x", email=f"a{number}@example.com")
        await invite_party(database, host, event, [guest])
    await invite_party(database, other, theirs, [PartyGuest(first_name="z", email="z@example.com")])
    await react(database, "mail_invitation")

    first = await claim(database.system, new_id(), channel="email", most=2, lease=30)

    assert sorted(message.address[0] for message in first) == ["a", "z"]
