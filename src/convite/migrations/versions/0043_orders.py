"""Orders of the guest list by company and e-mail, and a search that finds thousands.

Revision ID: 0043
Revises: 0042
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the indexes and the function."""
    run_script(Path(__file__).parent / "0043_orders.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
