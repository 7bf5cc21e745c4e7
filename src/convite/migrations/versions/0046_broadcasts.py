"""Messages to many guests at once.

Revision ID: 0046
Revises: 0045
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the tables."""
    run_script(Path(__file__).parent / "0046_broadcasts.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
