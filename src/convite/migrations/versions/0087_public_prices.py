"""Prices of public events, by which they are found.

Revision ID: 0087
Revises: 0086
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0087"
down_revision = "0086"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds columns, triggers and a function."""
    run_script(Path(__file__).parent / "0087_public_prices.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
