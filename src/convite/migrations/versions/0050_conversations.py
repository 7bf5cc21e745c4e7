"""Conversations: what one party and the host have written to each other.

Revision ID: 0050
Revises: 0049
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the table; messages that are there already are put in conversations."""
    run_script(Path(__file__).parent / "0050_conversations.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
