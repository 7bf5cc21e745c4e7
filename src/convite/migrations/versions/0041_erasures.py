"""People who were erased, and how an import recognizes them.

Revision ID: 0041
Revises: 0040
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the table, the mark of erased guests, and an index of merges."""
    run_script(Path(__file__).parent / "0041_erasures.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
