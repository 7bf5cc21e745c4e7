"""Payments, refunds, disputes and the ledger.

Revision ID: 0074
Revises: 0073
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0074"
down_revision = "0073"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds tables."""
    run_script(Path(__file__).parent / "0074_payments.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
