"""Guests' addresses and children, saved views of the guest list, and undo of tags.

Revision ID: 0031
Revises: 0030
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the columns and the table."""
    run_script(Path(__file__).parent / "0031_lists.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
