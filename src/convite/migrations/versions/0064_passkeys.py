"""Passkeys that open an account.

Revision ID: 0064
Revises: 0063
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0064"
down_revision = "0063"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds columns and tables."""
    run_script(Path(__file__).parent / "0064_passkeys.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
