"""Pages of events that anybody may open.

Revision ID: 0057
Revises: 0056
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0057"
down_revision = "0056"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds columns and tables."""
    run_script(Path(__file__).parent / "0057_event_pages.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
