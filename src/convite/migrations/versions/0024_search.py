"""Names are found across apostrophes, hyphens, special letters and the order of words.

Revision ID: 0024
Revises: 0023
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import op

from convite.core.search import fold, fold_words
from convite.migrations.scripts import run_script
from convite.people.guests.rules import keys_of

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

#: Rows read and written at once.
CHUNK = 2000

GUESTS = """
SELECT id, first_name, last_name, email, phone, company, sort_key, search_key FROM guests
WHERE id > :after AND search_key <> '' ORDER BY id LIMIT :most
"""
# The trigger carries the key to the guest's attendees.
CHANGE_GUEST = """
UPDATE guests SET sort_key = :sort_key, search_key = :search_key, trigrams = :trigrams WHERE id = :id
"""
INVITATIONS = """
SELECT id, label, sort_key, party_key FROM invitations WHERE id > :after ORDER BY id LIMIT :most
"""
CHANGE_LABEL = "UPDATE invitations SET sort_key = :sort_key WHERE id = :id"
# Two parties of one event whose keys become alike keep theirs.
CHANGE_PARTY = """
UPDATE invitations i SET party_key = :party_key WHERE id = :id AND NOT EXISTS (
  SELECT 1 FROM invitations o
  WHERE o.event_id = i.event_id AND o.party_key = :party_key AND o.canceled_at IS NULL)
"""


def upgrade() -> None:
    """Replaces the search functions and computes the stored keys anew."""
    run_script(Path(__file__).parent / "0024_search.sql")
    rewrite(GUESTS, rewrite_guests)
    rewrite(INVITATIONS, rewrite_invitations)


def rewrite(statement: str, change: Callable[[Any, list[Any]], None]) -> None:
    """Hands over all rows of a table, some at a time."""
    bind = op.get_bind()
    after = "00000000-0000-0000-0000-000000000000"
    wanted = sa.text(statement).bindparams(sa.bindparam("after", type_=sa.Uuid(as_uuid=False)))
    while rows := list(bind.execute(wanted, {"after": after, "most": CHUNK})):
        change(bind, rows)
        after = str(rows[-1].id)


def rewrite_guests(bind: Any, rows: list[Any]) -> None:
    """Writes the keys of guests."""
    changes = []
    for row in rows:
        keys = keys_of(
            first_name=row.first_name, last_name=row.last_name,
            email=row.email, phone=row.phone, company=row.company,
        )  # fmt: skip
        if (keys.sort_key, keys.search_key) != (row.sort_key, row.search_key):
            changes.append({"id": row.id, **vars(keys)})
    if changes:
        grams = sa.bindparam("trigrams", type_=sa.ARRAY(sa.Text))
        bind.execute(sa.text(CHANGE_GUEST).bindparams(grams), changes)


def rewrite_invitations(bind: Any, rows: list[Any]) -> None:
    """Writes the keys of labels, and those by which an import finds a party again."""
    labels = [
        {"id": row.id, "sort_key": fold_words(row.label)}
        for row in rows
        if row.sort_key and fold_words(row.label) != row.sort_key
    ]
    if labels:
        bind.execute(sa.text(CHANGE_LABEL), labels)
    for row in rows:
        if row.party_key and fold(row.party_key) != row.party_key:
            bind.execute(sa.text(CHANGE_PARTY), {"id": row.id, "party_key": fold(row.party_key)})


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
