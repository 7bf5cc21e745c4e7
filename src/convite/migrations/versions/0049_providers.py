"""What providers report on messages, and what people write through them.

Revision ID: 0049
Revises: 0048
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds columns and tables."""
    run_script(Path(__file__).parent / "0049_providers.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
