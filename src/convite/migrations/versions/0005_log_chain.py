"""The log is chained by hashes.

Revision ID: 0005
Revises: 0004
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the chain, append-only like the log."""
    run_script(Path(__file__).parent / "0005_log_chain.sql")


def downgrade() -> None:
    """The chain is evidence.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
