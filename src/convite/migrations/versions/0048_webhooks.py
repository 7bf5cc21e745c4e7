"""Webhooks: endpoints, deliveries, and how far the log was read.

Revision ID: 0048
Revises: 0047
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the tables."""
    run_script(Path(__file__).parent / "0048_webhooks.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
