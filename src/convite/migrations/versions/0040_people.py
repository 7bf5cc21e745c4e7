"""The history of one guest, invitations to organizations by e-mail, full parts in the list of events.

Revision ID: 0040
Revises: 0039
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the indexes, the columns and the functions."""
    run_script(Path(__file__).parent / "0040_people.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
