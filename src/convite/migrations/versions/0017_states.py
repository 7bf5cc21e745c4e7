"""One function for the state of a seat, one view for changes of state.

Revision ID: 0017
Revises: 0016
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds both; nothing stored changes."""
    run_script(Path(__file__).parent / "0017_states.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
