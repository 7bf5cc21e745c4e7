"""Imports of an organization by time, so that a file is mapped as an earlier one was.

Revision ID: 0037
Revises: 0036
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the index."""
    run_script(Path(__file__).parent / "0037_imports.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
