"""Date polls.

Revision ID: 0065
Revises: 0064
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0065"
down_revision = "0064"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds tables."""
    run_script(Path(__file__).parent / "0065_date_polls.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
