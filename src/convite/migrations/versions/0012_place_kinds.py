"""Kinds of objects register where their tenant and event stand.

Revision ID: 0012
Revises: 0011
"""

from pathlib import Path

from convite.migrations.scripts import run_script

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Writes the look-up anew from a table of kinds."""
    run_script(Path(__file__).parent / "0012_place_kinds.sql")


def downgrade() -> None:
    """Releases go forward.

    Raises:
        NotImplementedError: always; load a backup instead.
    """
    raise NotImplementedError("load a backup instead")
