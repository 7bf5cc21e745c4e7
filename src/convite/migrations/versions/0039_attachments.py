"""Questions that are answered with a file, and the files.

Revision ID: 0039
Revises: 0038
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the table."""
    run_script(Path(__file__).parent / "0039_attachments.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
