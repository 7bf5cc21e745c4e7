"""What guests write to the host is an incoming message, and members have notifications.

Revision ID: 0021
Revises: 0020
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds columns and a table; messages that guests have already left are put in the inbox, unread."""
    run_script(Path(__file__).parent / "0021_inbox.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
