"""A canceled invitation gives its party's key free.

Revision ID: 0004
Revises: 0003
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the key unique among living invitations only."""
    run_script(Path(__file__).parent / "0004_living_parties.sql")


def downgrade() -> None:
    """Two invitations may bear one key by now.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
