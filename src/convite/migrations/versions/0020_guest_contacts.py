"""Guests have further phone numbers and e-mail addresses.

Revision ID: 0020
Revises: 0019
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Creates the table."""
    run_script(Path(__file__).parent / "0020_guest_contacts.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
