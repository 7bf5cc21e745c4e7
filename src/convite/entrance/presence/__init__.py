"""Who is inside, as all scans together say: taken-back ones, late ones, and those that clash.

Table `checkin_conflicts`: what a supervisor has to look at.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "checkin_conflicts": Table(erase=("note",), export=("kind", "note", "created_at")),
    }
)
