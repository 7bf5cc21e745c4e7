"""How providers answered last, and an event's payments that are open at one.

Revision ID: 0083
Revises: 0081
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0083"
down_revision = "0081"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds two columns and an index."""
    run_script(Path(__file__).parent / "0083_payment_status.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
