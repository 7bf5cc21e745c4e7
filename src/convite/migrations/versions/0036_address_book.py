"""The address book is also read by the time of entry.

Revision ID: 0036
Revises: 0035
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the index of that order."""
    run_script(Path(__file__).parent / "0036_address_book.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
