"""Tickets as their holders have them: found by their serial, and passes in Apple's wallet.

Revision ID: 0080
Revises: 0075
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0080"
down_revision = "0075"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds an index, a table and functions."""
    run_script(Path(__file__).parent / "0080_held_tickets.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
