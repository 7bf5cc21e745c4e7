"""Events are found by their title across marks and the order of words.

Revision ID: 0028
Revises: 0027
"""

import sqlalchemy as sa
from alembic import op

from convite.core.search import search_key

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

#: Rows read and written at once.
CHUNK = 2000

TITLES = "SELECT id, title FROM events WHERE id > :after ORDER BY id LIMIT :most"
KEEP = "UPDATE events SET search_key = :key WHERE id = :id"


def upgrade() -> None:
    """Adds the column and fills it. Locks the table until the commit; there are few events."""
    op.execute("ALTER TABLE events ADD COLUMN search_key TEXT NOT NULL DEFAULT ''")
    bind = op.get_bind()
    after = "00000000-0000-0000-0000-000000000000"
    wanted = sa.text(TITLES).bindparams(sa.bindparam("after", type_=sa.Uuid(as_uuid=False)))
    while rows := list(bind.execute(wanted, {"after": after, "most": CHUNK})):
        bind.execute(sa.text(KEEP), [{"id": row.id, "key": search_key(row.title)} for row in rows])
        after = str(rows[-1].id)


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
