"""Why a task failed, so that it can be said in the reader's language.

Revision ID: 0027
Revises: 0026
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the column."""
    run_script(Path(__file__).parent / "0027_tasks.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
