"""Who waits for a place, by event.

Revision ID: 0071
Revises: 0069
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0071"
down_revision = "0069"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds an index."""
    run_script(Path(__file__).parent / "0071_waiting_guests.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
