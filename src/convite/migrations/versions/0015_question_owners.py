"""Questions belong to what asks them, an event or another kind of thing.

Revision ID: 0015
Revises: 0014
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Gives every question its event as owner."""
    run_script(Path(__file__).parent / "0015_question_owners.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
