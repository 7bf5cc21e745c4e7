"""Events are put away, and their list tells what needs attention.

Revision ID: 0032
Revises: 0031
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the column, the index and the figures."""
    run_script(Path(__file__).parent / "0032_event_list.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
