"""Scans of distinct people by one-person invitation codes, against bare UPDATEs by pgbench."""

import asyncio
import statistics
from uuid import UUID, uuid4

import asyncpg

from bench.rig import Rig, encoded, in_own_process, load, make_event, pgbench, register, rig
from bench.table import Row
from convite.core.ids import hash_of, link_code, new_id, typed_code

PEOPLE = 24_000
PER_ROUND = 6000


GUESTS = ("id", "organization_id", "first_name", "sort_key", "search_key", "trigrams")
INVITATIONS = (
    "id", "organization_id", "event_id", "label", "sort_key", "code_hash", "short_hash", "max_guests",
    "status",
)  # fmt: skip
ATTENDEES = (
    "id", "organization_id", "event_id", "guest_id", "door", "invitation_id", "status", "sort_key",
)  # fmt: skip


async def invite(made: Rig, event_id: str) -> list[str]:
    """One-person invitations, all going, put in as the owner; their codes."""
    secret = (made.folder / "data" / "secret.key").read_text().strip().encode()
    owner = await asyncpg.connect(made.dsns.owner)
    tenant = await owner.fetchval(
        "SELECT organization_id FROM events WHERE id = $1", UUID(event_id)
    )
    codes, invitations, guests, attendees = [], [], [], []
    for number in range(PEOPLE):
        invitation, guest = new_id(), new_id()
        label = f"{invitation}:0"
        codes.append(link_code(secret, label))
        hashes = hash_of(codes[-1]), hash_of(typed_code(secret, label))
        name = f"Guest {number}"
        invitations.append((invitation, tenant, UUID(event_id), name, name, *hashes, 1, "accepted"))
        guests.append((guest, tenant, name, name, name, [name[:3]]))
        attendees.append(
            (new_id(), tenant, UUID(event_id), guest, "invitation", invitation, "going", name)
        )
    tables = (
        ("guests", GUESTS, guests),
        ("invitations", INVITATIONS, invitations),
        ("attendees", ATTENDEES, attendees),
    )
    async with owner.transaction():
        for table, columns, records in tables:
            marks = ", ".join(f"${place + 1}" for place in range(len(columns)))
            names = ", ".join(columns)
            await owner.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", records)
        event = UUID(event_id)
        await owner.execute(
            "UPDATE capacity_pools SET taken = $1 WHERE event_id = $2", PEOPLE, event
        )
        await owner.execute("UPDATE streams SET going_count = $1 WHERE id = $2", PEOPLE, event)
    await owner.execute("ANALYZE")
    await owner.close()
    return codes


def measure() -> list[Row]:
    """The rows of the table."""
    with rig() as made:
        headers = register(made)
        event_id = make_event(made, headers)
        codes = asyncio.run(invite(made, event_id))
        path = f"/api/events/{event_id}/checkins"
        work = [("POST", path, encoded({"code": code, "nonce": uuid4().hex})) for code in codes]
        ratios, rates = [], []
        for start in range(0, PEOPLE - PER_ROUND, PER_ROUND):
            bare = pgbench(made, seconds=3)
            part = work[start : start + PER_ROUND]
            done = in_own_process(lambda part=part: load(made.ports[0], headers, part))
            assert done.statuses == {200: PER_ROUND}, done.statuses
            ratios.append(done.rate / bare)
            rates.append(done.rate)
            print(f"  pgbench {bare:.0f}/s, scans {done.rate:.0f}/s")
        steady = work[PEOPLE - PER_ROUND : PEOPLE - PER_ROUND + 2000]
        calm = in_own_process(lambda: load(made.ports[0], headers, steady, rate=200))
    ratio, p95 = statistics.median(ratios), calm.percentile(0.95)
    return [
        Row(
            "scans over HTTP / bare UPDATE by pgbench",
            f"{ratio:.2f} ({statistics.median(rates):.0f}/s)", "≥ 0.25", ratio >= 0.25,
        ),
        Row("scans at 200/s, p95", f"{p95:.1f} ms", "≤ 50 ms", p95 <= 50),
    ]  # fmt: skip


if __name__ == "__main__":
    for row in measure():
        print(row)
