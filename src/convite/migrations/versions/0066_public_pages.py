"""What public pages show: who comes, hosts, covers.

Revision ID: 0066
Revises: 0065
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0066"
down_revision = "0065"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds functions."""
    run_script(Path(__file__).parent / "0066_public_pages.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
