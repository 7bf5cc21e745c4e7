"""Files that came with messages.

Revision ID: 0055
Revises: 0054
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds columns and tables."""
    run_script(Path(__file__).parent / "0055_message_files.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
