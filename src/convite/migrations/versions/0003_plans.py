"""Plans drawn whole: what a seat's drawing needs, versions of plans, and files.

Revision ID: 0003
Revises: 0002
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds columns and tables, and what the definer functions know of them."""
    run_script(Path(__file__).parent / "0003_plans.sql")


def downgrade() -> None:
    """Versions and pictures would be lost.

    Raises:
        NotImplementedError: always; restore a backup instead.
    """
    raise NotImplementedError("restore a backup instead")
