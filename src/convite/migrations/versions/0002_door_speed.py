"""The door, faster: an invitation whose guests came needs no counting.

Revision ID: 0002
Revises: 0001
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Replaces the trigger's function and one index."""
    run_script(Path(__file__).with_suffix(".sql"))


def downgrade() -> None:
    """Releases go forward; an older one runs on the newer schema.

    Raises:
        NotImplementedError: always; restore a backup instead.
    """
    raise NotImplementedError("restore a backup instead")
