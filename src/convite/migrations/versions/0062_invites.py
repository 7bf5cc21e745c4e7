"""Share links, and the invites that an account finds of itself.

Revision ID: 0062
Revises: 0061
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0062"
down_revision = "0061"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds columns and functions."""
    run_script(Path(__file__).parent / "0062_invites.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
