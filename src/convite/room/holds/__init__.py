"""Seats held for a few minutes while somebody decides.

Table `reservations`. A hold is taken all or nothing, ends by the database's clock, and belongs to a
log-in or an invitation.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "reservations": Table(),
    }
)
