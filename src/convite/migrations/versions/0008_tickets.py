"""A ticket for everybody who is going.

Revision ID: 0008
Revises: 0007
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the table, its triggers and what is due already."""
    run_script(Path(__file__).parent / "0008_tickets.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
