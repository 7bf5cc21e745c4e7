"""Notifications on devices, and their choice.

Revision ID: 0068
Revises: 0067
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0068"
down_revision = "0067"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds a table and columns."""
    run_script(Path(__file__).parent / "0068_push.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
