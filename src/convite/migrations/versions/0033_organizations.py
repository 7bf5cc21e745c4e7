"""Organizations are changed and left, and programs act by API keys.

Revision ID: 0033
Revises: 0032
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the columns, and the table of keys."""
    run_script(Path(__file__).parent / "0033_organizations.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
