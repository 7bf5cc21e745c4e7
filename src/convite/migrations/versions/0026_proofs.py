"""Proofs by code or link, and budgets that all processes count together.

Revision ID: 0026
Revises: 0024
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0026"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the tables and the column."""
    run_script(Path(__file__).parent / "0026_proofs.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
