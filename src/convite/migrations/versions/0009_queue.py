"""Scans that arrive later, and what clashes at the door.

Revision ID: 0009
Revises: 0008
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the tables."""
    run_script(Path(__file__).parent / "0009_queue.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
