"""Who comes to an event and lets everybody see it.

Revision ID: 0066
Revises: 0063
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0066"
down_revision = "0063"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds a function."""
    run_script(Path(__file__).parent / "0066_people_coming.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
