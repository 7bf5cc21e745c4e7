"""Message templates, and what messages are sent with.

Revision ID: 0052
Revises: 0051
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds columns and tables."""
    run_script(Path(__file__).parent / "0052_templates.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
