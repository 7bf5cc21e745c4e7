"""Questions whose answers are on the caterer's sheet.

Revision ID: 0035
Revises: 0034
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the column."""
    run_script(Path(__file__).parent / "0035_caterer.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
