"""Transfers of bank statements.

Revision ID: 0076
Revises: 0075
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0076"
down_revision = "0075"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds a table."""
    run_script(Path(__file__).parent / "0076_bank_transactions.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
