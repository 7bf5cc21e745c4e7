"""Waiting lists with timed offers.

Revision ID: 0061
Revises: 0060
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0061"
down_revision = "0060"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds columns and tables."""
    run_script(Path(__file__).parent / "0061_waitlist.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
