"""Types of tickets, and their pools of places.

Revision ID: 0072
Revises: 0071
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0072"
down_revision = "0071"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds a table, and the tax of events."""
    run_script(Path(__file__).parent / "0072_ticket_types.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
