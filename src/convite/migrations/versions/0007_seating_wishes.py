"""Wishes for the seating: who together, who apart.

Revision ID: 0007
Revises: 0006
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the table."""
    run_script(Path(__file__).parent / "0007_seating_wishes.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
