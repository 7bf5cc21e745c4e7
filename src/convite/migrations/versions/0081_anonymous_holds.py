"""Holds of buyers without an account.

Revision ID: 0081
Revises: 0080
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0081"
down_revision = "0080"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Allows a further kind of holder."""
    run_script(Path(__file__).parent / "0081_anonymous_holds.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
