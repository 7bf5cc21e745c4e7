"""Parts declare what files are for.

Revision ID: 0016
Revises: 0015
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Lets parts add purposes."""
    run_script(Path(__file__).parent / "0016_file_purposes.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
