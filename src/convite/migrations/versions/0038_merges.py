"""Merges of guests are kept for a while, to be undone.

Revision ID: 0038
Revises: 0037
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the tables."""
    run_script(Path(__file__).parent / "0038_merges.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
