"""The foundation: every table of invitations, live seating and the door, the log, and who may see what.

Revision ID: 0001
Revises:
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables, then their policies, functions and grants."""
    for name in ("0001_tables.sql", "0001_security.sql"):
        run_script(Path(__file__).parent / name)


def downgrade() -> None:
    """There is nothing before the foundation.

    Raises:
        NotImplementedError: always; drop the database instead.
    """
    raise NotImplementedError("drop the database instead")
