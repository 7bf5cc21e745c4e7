"""Log-ins at other providers.

Revision ID: 0047
Revises: 0046
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the table."""
    run_script(Path(__file__).parent / "0047_identities.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
