"""Invitations found by a guest's contact.

Revision ID: 0054
Revises: 0053
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds an index and a function."""
    run_script(Path(__file__).parent / "0054_finding.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
