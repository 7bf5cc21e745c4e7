"""Names that were stored before are found across marks too."""

import asyncpg

from convite.core.ids import new_id
from convite.core.search import needle_of
from tests.database import cluster, named
from tests.events.questions.test_migration import upgrade

GUEST = """
INSERT INTO guests (id, organization_id, first_name, last_name, sort_key, search_key, trigrams)
VALUES ($1, $2, $3, $4, $5, $6, '{}')
"""
ATTENDEE = """
INSERT INTO attendees (id, organization_id, event_id, guest_id, door, sort_key)
VALUES ($1, $2, $3, $4, 'invitation', $5)
"""
INVITATION = """
INSERT INTO invitations (id, organization_id, event_id, label, sort_key, party_key, code_hash,
  short_hash, created_by, max_guests)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)
"""
EVENT = """
INSERT INTO events (id, organization_id, host_user_id, title, slug, timezone, status, visibility,
  approval)
VALUES (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), $1, $1, 'UTC', 'draft', 'private',
  'open')
"""
FOREIGN = [
    (table, column)
    for table, columns in {
        "guests": ["organization_id"],
        "attendees": ["organization_id", "event_id"],
        "invitations": ["organization_id", "event_id"],
    }.items()
    for column in columns
]


async def test_stored_keys_are_computed_anew() -> None:
    """Two parties whose keys become alike keep theirs: a code that was sent must stay one party's."""
    name, owner = "searched", named(cluster().dsns().owner, "searched")
    root = await asyncpg.connect(cluster().superuser_dsn())
    await root.execute(f"CREATE DATABASE {name} OWNER convite_owner")
    await upgrade(owner, "0023")
    inside = await asyncpg.connect(named(cluster().superuser_dsn(), name))
    host, event, guest = new_id(), new_id(), new_id()
    keys = {"Łukasz": ("łukasz", "łukasz"), "al-Rashid": ("al-rashid", "sørensen")}
    parties = {**keys, "Sorensen": ("sorensen", "sorensen")}
    for table, column in FOREIGN:  # no need of a real event
        await inside.execute(f"ALTER TABLE {table} DROP CONSTRAINT {table}_{column}_fkey")
    await inside.execute("SET session_replication_role = replica")
    await inside.execute(
        GUEST, guest, host, "Siobhán", "O’Hara", "o’hara siobhan", " siobhan o’hara"
    )
    await inside.execute(ATTENDEE, new_id(), host, event, guest, "o’hara siobhan")
    for label, (sort_key, party_key) in parties.items():
        hashes = (label.encode(), f"{label} typed".encode())
        await inside.execute(
            INVITATION, new_id(), host, event, label, sort_key, party_key, *hashes, host
        )
    await inside.execute("RESET session_replication_role")

    await upgrade(owner, "0024")

    row = await inside.fetchrow("SELECT * FROM guests")
    assert row["sort_key"] == "ohara siobhan"
    assert row["search_key"] == " siobhan ohara siobhanohara"
    assert set(needle_of("O'Hara")[0]) <= set(row["trigrams"])
    assert await inside.fetchval("SELECT sort_key FROM attendees") == "ohara siobhan"
    rows = await inside.fetch("SELECT label, sort_key, party_key FROM invitations")
    assert {row["label"]: (row["sort_key"], row["party_key"]) for row in rows} == {
        "Łukasz": ("lukasz", "lukasz"),
        "al-Rashid": ("al rashid", "sørensen"),
        "Sorensen": ("sorensen", "sorensen"),
    }
    await inside.close()
    await root.execute(f"DROP DATABASE {name} WITH (FORCE)")
    await root.close()


async def test_titles_that_were_stored_before_are_found() -> None:
    name, owner = "titled", named(cluster().dsns().owner, "titled")
    root = await asyncpg.connect(cluster().superuser_dsn())
    await root.execute(f"CREATE DATABASE {name} OWNER convite_owner")
    await upgrade(owner, "0027")
    inside = await asyncpg.connect(named(cluster().superuser_dsn(), name))
    await inside.execute("SET session_replication_role = replica")  # no need of a real host
    for title in ("Boda de Łukasz", "…"):
        await inside.execute(EVENT, title)
    await inside.execute("RESET session_replication_role")

    await upgrade(owner, "0028")

    rows = await inside.fetch("SELECT title, search_key FROM events")
    assert {row["title"]: row["search_key"].split() for row in rows} == {
        "Boda de Łukasz": ["boda", "de", "lukasz", "bodadelukasz"],
        "…": ["..."],
    }
    await inside.close()
    await root.execute(f"DROP DATABASE {name} WITH (FORCE)")
    await root.close()
