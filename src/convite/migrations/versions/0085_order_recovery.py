"""Orders found again by their number.

Revision ID: 0085
Revises: 0083
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0085"
down_revision = "0083"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds a function."""
    run_script(Path(__file__).parent / "0085_order_recovery.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
