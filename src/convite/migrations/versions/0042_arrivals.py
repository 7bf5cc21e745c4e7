"""Arrivals by part of the event.

Revision ID: 0042
Revises: 0041
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the part of a scan, and the index that counts by it."""
    run_script(Path(__file__).parent / "0042_arrivals.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
