"""Pictures in sizes, of events and of people; profiles; pictures of events.

Revision ID: 0060
Revises: 0059
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0060"
down_revision = "0059"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds columns and tables."""
    run_script(Path(__file__).parent / "0060_pictures.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
