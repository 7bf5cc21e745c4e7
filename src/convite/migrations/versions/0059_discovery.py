"""Interests, where events are, and the events that anybody may find.

Revision ID: 0059
Revises: 0058
"""

from pathlib import Path

import sqlalchemy as sa
from alembic import op

from convite.core.search import fold_words, search_key
from convite.migrations.scripts import run_script

revision = "0059"
down_revision = "0058"
branch_labels = None
depends_on = None

#: Rows read and written at once.
CHUNK = 2000

TEXTS = """
SELECT id, title, mood, venue_text, left(description, 600) AS description FROM events
WHERE id > :after ORDER BY id LIMIT :most
"""
KEEP = "UPDATE events SET public_key = :public_key, mood_key = :mood_key WHERE id = :id"


def upgrade() -> None:
    """Adds columns and tables, and fills what searches compare. There are few events."""
    run_script(Path(__file__).parent / "0059_discovery.sql")
    bind = op.get_bind()
    after = "00000000-0000-0000-0000-000000000000"
    wanted = sa.text(TEXTS).bindparams(sa.bindparam("after", type_=sa.Uuid(as_uuid=False)))
    while rows := list(bind.execute(wanted, {"after": after, "most": CHUNK})):
        keys = [
            {
                "id": row.id,
                "public_key": search_key(row.title, row.mood, row.venue_text, row.description),
                "mood_key": f" {fold_words(row.mood)}",
            }
            for row in rows
        ]
        bind.execute(sa.text(KEEP), keys)
        after = str(rows[-1].id)


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
