"""Mail: addresses that take none.

Revision ID: 0051
Revises: 0050
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds columns."""
    run_script(Path(__file__).parent / "0051_mail.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
