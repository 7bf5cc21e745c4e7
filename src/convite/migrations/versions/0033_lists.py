"""Guests' addresses and children, saved views of the guest list, and undo of tags.

Revision ID: 0033
Revises: 0028
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0033"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the columns and the table."""
    run_script(Path(__file__).parent / "0033_lists.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
