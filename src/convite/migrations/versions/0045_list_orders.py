"""Orders of the guest list by party, reply and side, and its filter by reply.

Revision ID: 0045
Revises: 0044
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the column and the indexes."""
    run_script(Path(__file__).parent / "0045_list_orders.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
