"""The worker killed while it works: nothing is lost, nothing is done by halves."""

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from convite.core.config import settings
from convite.core.ids import new_id
from convite.core.tasks import read_task
from convite.doors.duplicates.actions import merge_later
from convite.doors.imports.actions import Destination, Upload, load_later, store_file
from convite.doors.imports.queries import parse_file
from convite.doors.unmerging.actions import undo_later
from convite.entry.reactions import REACTING
from convite.gateways.mail import MailChannel
from convite.messaging.webhooks.actions import add_endpoint
from convite.messaging.webhooks.schemas import WebhookFields
from convite.people.guests.actions import add_guest
from convite.people.guests.schemas import GuestFields
from tests.database import Fresh, fresh
from tests.hosts import make_event, make_host, make_silent_host
from tests.mailserver import Behaving, mail_server
from tests.providers.receiver import receiving
from tests.support import until

assert REACTING
pytestmark = pytest.mark.chaos

MESSAGES = 10_000
ROWS = 12_000
PAIRS = 400
HOOKS = 400


@pytest.fixture
async def database() -> AsyncIterator[Fresh]:
    async with fresh() as made:
        yield made


class Workers:
    """One worker process at a time."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment
        self.running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "tests.chaos.working"]
        root = Path(__file__).parents[2]
        self.running = subprocess.Popen(command, env=self.environment, cwd=root)

    def kill(self) -> None:
        assert self.running is not None
        self.running.send_signal(signal.SIGKILL)
        self.running.wait()


@contextmanager
def workers(database: Fresh, smtp_url: str = "") -> Iterator[Workers]:
    made = Workers(
        {
            **os.environ,
            "CONVITE_DATABASE_URL": database.dsns.app,
            "CONVITE_SYSTEM_DATABASE_URL": database.dsns.system,
            "CONVITE_OWNER_DATABASE_URL": database.dsns.owner,
            "CONVITE_DATA_DIR": str(settings().data_dir),
            "CONVITE_SMTP_URL": smtp_url,
            "CONVITE_EGRESS": "loopback",
        }
    )
    made.start()
    try:
        yield made
    finally:
        made.kill()


async def test_ten_thousand_messages_and_five_kills(database) -> None:
    host = await make_silent_host(database)
    await database.system.pool.execute(
        "INSERT INTO messages (id, organization_id, channel, address, locale, subject, text,"
        " dedup_key, status) SELECT gen_random_uuid(), $1, 'email', 'g' || n || '@example.com',"
        " 'en', 'Hello', 'x', 'key.' || n, 'queued' FROM generate_series(1, $2) n",
        host.organization_id,
        MESSAGES,
    )
    behaving = Behaving()

    async def reached(count: int) -> bool:
        return len(behaving.taken) >= count

    async def all_sent() -> bool:
        left = await database.system.pool.fetchval(
            "SELECT count(*) FROM messages WHERE status <> 'sent'"
        )
        return bool(left == 0)

    with mail_server(behaving) as url, workers(database, url) as working:
        for kill in range(1, 6):
            await until(lambda: reached(kill * MESSAGES // 7), limit=120)  # noqa: B023 (used at once)
            working.kill()
            working.start()
        await until(all_sent, limit=180, step=0.2)

    arrived = Counter(message["Message-ID"] for message in behaving.taken)
    assert arrived.keys() == {f"<key.{n}@localhost>" for n in range(1, MESSAGES + 1)}
    assert arrived.total() - MESSAGES <= 5 * MailChannel.connections


async def test_an_import_goes_on_where_it_was_cut_off(database) -> None:
    host = await make_host(database.app)
    event = await make_event(database.app, host)
    lines = ["Name,Party", *(f"Guest {n},P{n // 3}" for n in range(ROWS))]
    upload = Upload(
        content="\n".join(lines).encode(), file_name="g.csv", mapping=None, on_duplicate="skip"
    )
    destination = Destination(
        organization_id=host.organization_id, event_id=event.id, actor=host.actor, country=None
    )
    plan = parse_file(upload.content, None, None, upload.choices)
    async with database.app.tx(host.principal) as tx:
        imported = await store_file(tx, destination, upload, plan)
        task = await load_later(tx, host.actor, imported, plan, upload.choices)

    async def done(rows: int) -> bool:
        made = await database.system.pool.fetchval("SELECT count(*) FROM attendees")
        return bool(made >= rows)

    async def ended() -> bool:
        async with database.app.read(host.principal) as tx:
            row = await read_task(tx, task.id)
        return row is not None and row.status == "done"

    with workers(database) as working:
        for rows in (1, ROWS // 2):
            await until(lambda: done(rows), limit=60)  # noqa: B023 (used at once)
            working.kill()
            working.start()
        await until(ended, limit=60)

    async with database.app.read(host.principal) as tx:
        row = await read_task(tx, task.id)
    assert row is not None
    assert row.result is not None
    assert [row.result[k] for k in ("rows", "created", "duplicates", "parties")] == [
        ROWS,
        ROWS,
        0,
        ROWS // 3,
    ]
    sizes = await database.system.pool.fetch(
        "SELECT count(*) AS people, max(i.max_guests) AS places FROM attendees a"
        " JOIN invitations i ON i.id = a.invitation_id GROUP BY i.id"
    )
    assert Counter((one["people"], one["places"]) for one in sizes) == {(3, 3): ROWS // 3}
    gaps = await database.system.pool.fetchval(
        "SELECT count(*) FROM streams s WHERE position <>"
        " (SELECT count(*) FROM activity_log l WHERE l.stream_id = s.id)"
    )
    assert gaps == 0


async def test_merges_go_on_where_they_were_cut_off(database) -> None:
    host = await make_host(database.app)
    ids = [(new_id(), new_id()) for _ in range(PAIRS)]
    await database.system.pool.execute(
        "INSERT INTO guests (id, organization_id, first_name, tags, sort_key, search_key)"
        " SELECT k.id, $1::uuid, 'Kept', '{kept}'::text[], 'kept', 'kept' FROM unnest($2::uuid[]) k (id)"
        " UNION ALL SELECT r.id, $1::uuid, 'Removed', '{removed}'::text[], 'removed', 'removed'"
        " FROM unnest($3::uuid[]) r (id)",
        host.organization_id,
        [keep for keep, _ in ids],
        [remove for _, remove in ids],
    )
    async with database.app.tx(host.principal) as tx:
        task = await merge_later(tx, host.actor, host.organization_id, ids)

    async def merged(pairs: int) -> bool:
        made = await database.system.pool.fetchval("SELECT count(*) FROM merged_pairs")
        return bool(made >= pairs)

    async def result(task_id: UUID) -> dict[str, Any] | None:
        async with database.app.read(host.principal) as tx:
            row = await read_task(tx, task_id)
        return row.result if row is not None and row.status == "done" else None

    async def has_ended(task_id: UUID) -> bool:
        return await result(task_id) is not None

    async def living() -> int:
        count = "SELECT count(*) FROM guests WHERE deleted_at IS NULL"
        return int(await database.system.pool.fetchval(count))

    with workers(database) as working:
        await until(lambda: merged(1), limit=60)
        working.kill()
        assert not await merged(PAIRS)
        working.start()
        await until(lambda: has_ended(task.id), limit=60)
        left = await living()
        async with database.app.tx(host.principal) as tx:
            back = await undo_later(tx, host.actor, task.id)
        await until(lambda: is_partly_back(database), limit=60)
        working.kill()
        working.start()
        await until(lambda: has_ended(back.id), limit=60)

    done, undone = await result(task.id), await result(back.id)
    assert done is not None
    assert undone is not None
    assert (done["merged"], done["refused_total"], left) == (PAIRS, 0, PAIRS)
    assert (undone["restored"], undone["refused_total"], await living()) == (PAIRS, 0, 2 * PAIRS)
    facts = await database.system.pool.fetch(
        "SELECT action, count(*) AS facts, count(DISTINCT object_id) AS guests FROM activity_log"
        " WHERE action IN ('guests_merged', 'guests_unmerged') GROUP BY action"
    )
    assert {tuple(row) for row in facts} == {
        ("guests_merged", PAIRS, PAIRS),
        ("guests_unmerged", PAIRS, PAIRS),
    }
    tags = await database.system.pool.fetch(
        "SELECT first_name, tags, count(*) AS guests FROM guests GROUP BY 1, 2"
    )
    assert {(row["first_name"], *row["tags"], row["guests"]) for row in tags} == {
        ("Kept", "kept", PAIRS),
        ("Removed", "removed", PAIRS),
    }


async def is_partly_back(database: Fresh) -> bool:
    count = "SELECT count(*) FROM merged_pairs WHERE undone_at IS NOT NULL"
    return bool(await database.system.pool.fetchval(count))


async def test_webhooks_of_hundreds_of_facts_and_four_kills(database, monkeypatch) -> None:
    """While facts are still made: each arrives, under one id, and is repeated at most once a kill."""
    monkeypatch.setattr(settings(), "egress", "loopback")
    host = await make_host(database.app)

    async def add(number: int) -> None:
        async with database.app.tx(host.principal) as tx:
            guest = GuestFields(name=f"Guest {number}")
            await add_guest(
                tx, host.actor, guest, organization_id=host.organization_id, country=None
            )

    async with receiving() as receiver:
        body = WebhookFields(url=receiver.url(), facts=["guest_added"])
        async with database.app.tx(host.principal) as tx:
            await add_endpoint(tx, host.actor, body, organization_id=host.organization_id)
        with workers(database) as working:
            for number in range(HOOKS):
                await add(number)
                if number % (HOOKS // 4) == HOOKS // 8:
                    await receiver.wait_for(number // 2, 60)
                    working.kill()
                    working.start()

            async def all_delivered() -> bool:
                delivered: int = await database.system.pool.fetchval(
                    "SELECT count(*) FROM webhook_deliveries WHERE status = 'delivered'"
                )
                return delivered == HOOKS

            await until(all_delivered, limit=120, step=0.2)
        arrived = Counter(call.headers["webhook-id"] for call in receiver.calls)

    made = await database.system.pool.fetch("SELECT id, fact_id FROM webhook_deliveries")
    log = await database.system.pool.fetch(
        "SELECT id FROM activity_log WHERE action = 'guest_added'"
    )
    assert {row["fact_id"] for row in made} == {row["id"] for row in log}
    assert arrived.keys() == {str(row["id"]) for row in made}
    assert arrived.total() - HOOKS <= 4
