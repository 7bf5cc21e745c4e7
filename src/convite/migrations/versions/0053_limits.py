"""What an organization has sent by channels that cost money.

Revision ID: 0053
Revises: 0052
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds an index."""
    run_script(Path(__file__).parent / "0053_limits.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
