"""Seats held for a few minutes while someone decides.

Table `reservations`. A hold takes all its seats or none, expires by the database's clock, and
belongs to a user or an invitation.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "reservations": Table(not_cloned="a copy starts without guests"),
    }
)
