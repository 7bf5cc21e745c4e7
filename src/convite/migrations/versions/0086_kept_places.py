"""Places kept for whoever may order tickets.

Revision ID: 0086
Revises: 0085
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0086"
down_revision = "0085"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds columns."""
    run_script(Path(__file__).parent / "0086_kept_places.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
