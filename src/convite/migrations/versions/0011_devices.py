"""Door devices with keys of their own, and gates.

Revision ID: 0011
Revises: 0010
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables."""
    run_script(Path(__file__).parent / "0011_devices.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
