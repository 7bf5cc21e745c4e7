"""Titles of an event's parts in several languages.

Revision ID: 0044
Revises: 0043
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the column."""
    run_script(Path(__file__).parent / "0044_part_titles.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
