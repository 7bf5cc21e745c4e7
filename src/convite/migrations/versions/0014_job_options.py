"""Jobs for later, by key, and a lane for each kind of work.

Revision ID: 0014
Revises: 0013
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the columns and the function."""
    run_script(Path(__file__).parent / "0014_job_options.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
