"""Payments whose people lost their seats.

Revision ID: 0088
Revises: 0087
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0088"
down_revision = "0087"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Widens a constraint."""
    run_script(Path(__file__).parent / "0088_unseated_payments.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
