"""The wall of an event: comments and photos of those who come.

Revision ID: 0069
Revises: 0068
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0069"
down_revision = "0068"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds two tables and a function."""
    run_script(Path(__file__).parent / "0069_wall.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
