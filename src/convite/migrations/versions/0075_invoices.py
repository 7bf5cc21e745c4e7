"""Invoices, receipts and credit notes, numbered without gaps.

Revision ID: 0075
Revises: 0074
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0075"
down_revision = "0074"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds tables."""
    run_script(Path(__file__).parent / "0075_invoices.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
