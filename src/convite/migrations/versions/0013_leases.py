"""One shape for what workers take: jobs and messages.

Revision ID: 0013
Revises: 0012
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the columns."""
    run_script(Path(__file__).parent / "0013_leases.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
