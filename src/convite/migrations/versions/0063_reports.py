"""Reports of events and people; events that were taken down.

Revision ID: 0063
Revises: 0062
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0063"
down_revision = "0062"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds columns and tables."""
    run_script(Path(__file__).parent / "0063_reports.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
