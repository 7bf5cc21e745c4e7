"""An event can consist of parts, to which people are invited and answer one by one.

Revision ID: 0030
Revises: 0029
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables, and what keeps their places and answers in step."""
    run_script(Path(__file__).parent / "0030_parts.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
