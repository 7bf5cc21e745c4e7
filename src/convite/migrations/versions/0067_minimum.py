"""The minimum number of people of events.

Revision ID: 0067
Revises: 0066
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0067"
down_revision = "0066"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds columns and tables."""
    run_script(Path(__file__).parent / "0067_minimum.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
