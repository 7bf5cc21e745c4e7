"""Seats that the host keeps back.

Revision ID: 0006
Revises: 0005
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the columns."""
    run_script(Path(__file__).parent / "0006_house_seats.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
