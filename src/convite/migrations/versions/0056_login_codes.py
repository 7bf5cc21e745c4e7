"""Codes that log in: proven phones, and the organization of what the server itself sends.

Revision ID: 0056
Revises: 0055
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds columns and tables."""
    run_script(Path(__file__).parent / "0056_login_codes.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
