"""Reminders by offset or date.

Revision ID: 0010
Revises: 0009
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the table."""
    run_script(Path(__file__).parent / "0010_reminders.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
