"""People put straight into the database as the owner, where a benchmark needs many of them."""

from uuid import UUID

import asyncpg

from bench.rig import Rig
from convite.core.ids import hash_of, link_code, new_id, typed_code
from convite.people.guests.rules import keys_of

GUESTS = (
    "id", "organization_id", "first_name", "last_name", "email", "email_key", "sort_key", "search_key",
    "trigrams",
)  # fmt: skip
INVITATIONS = (
    "id", "organization_id", "event_id", "label", "sort_key", "code_hash", "short_hash", "max_guests",
    "status",
)  # fmt: skip
ATTENDEES = (
    "id", "organization_id", "event_id", "guest_id", "door", "invitation_id", "status", "sort_key",
    "party_sort_key",
)  # fmt: skip
FIRST = ("Ana", "León", "Chidi", "Zoë", "Björn", "Salma", "Yuki", "Inés", "Omar", "Freja")
LAST = ("Núñez", "Okafor", "Lindqvist", "García", "Haddad", "Kowalski", "Tanaka", "Ferreira")


async def put_people(made: Rig, event_id: str, count: int) -> list[str]:
    """One-person invitations, everybody going; their links' codes."""
    secret = (made.folder / "data" / "secret.key").read_text().strip().encode()
    owner = await asyncpg.connect(made.dsns.owner)
    event = UUID(event_id)
    tenant = await owner.fetchval("SELECT organization_id FROM events WHERE id = $1", event)
    codes = []
    guests, invitations, attendees = [], [], []
    for number in range(count):
        invitation, guest = new_id(), new_id()
        first, last = FIRST[number % 10], f"{LAST[number % 8]} {number}"
        email = f"person{number}@example.com"
        keys = keys_of(first_name=first, last_name=last, email=email, phone=None, company="")
        label = f"{invitation}:0"
        codes.append(link_code(secret, label))
        hashes = hash_of(codes[-1]), hash_of(typed_code(secret, label))
        guests.append(
            (
                guest,
                tenant,
                first,
                last,
                email,
                email,
                keys.sort_key,
                keys.search_key,
                keys.trigrams,
            )
        )
        invitations.append((invitation, tenant, event, last, keys.sort_key, *hashes, 1, "accepted"))
        sorted_by = (keys.sort_key, keys.sort_key)
        attendees.append(
            (new_id(), tenant, event, guest, "invitation", invitation, "going", *sorted_by)
        )
    tables = (
        ("guests", GUESTS, guests),
        ("invitations", INVITATIONS, invitations),
        ("attendees", ATTENDEES, attendees),
    )
    for table, columns, records in tables:
        marks = ", ".join(f"${place + 1}" for place in range(len(columns)))
        statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"
        for start in range(0, count, 5000):
            await owner.executemany(statement, records[start : start + 5000])
    await owner.execute("UPDATE capacity_pools SET taken = $1 WHERE event_id = $2", count, event)
    await owner.execute("UPDATE streams SET going_count = $1 WHERE id = $2", count, event)
    await owner.execute("ANALYZE")
    await owner.close()
    return codes
