"""Attendees of new invitations are recognized by one look-up each.

Revision ID: 0019
Revises: 0018
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Replaces the trigger's function; nothing stored changes."""
    run_script(Path(__file__).parent / "0019_import_speed.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
