"""Orders, their lines, and promo codes.

Revision ID: 0073
Revises: 0072
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0073"
down_revision = "0072"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds tables, and the places of reservations."""
    run_script(Path(__file__).parent / "0073_orders.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
