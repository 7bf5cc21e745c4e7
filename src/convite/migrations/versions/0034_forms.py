"""More kinds of questions, their limits and conditions.

Revision ID: 0034
Revises: 0033
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the kinds and the columns."""
    run_script(Path(__file__).parent / "0034_forms.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
