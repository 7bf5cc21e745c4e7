"""Changes to many people are kept, so that they can be undone.

Revision ID: 0023
Revises: 0021
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0023"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds both tables."""
    run_script(Path(__file__).parent / "0023_batches.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
