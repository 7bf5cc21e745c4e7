"""Members of an event are invited by e-mail, before they have an account.

Revision ID: 0029
Revises: 0028
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the columns, and the kind of place by which a member's event is found."""
    run_script(Path(__file__).parent / "0029_team.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
