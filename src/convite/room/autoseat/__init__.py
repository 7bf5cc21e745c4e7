"""Auto-seating: places all unseated parties at once, respecting wishes, with a preview first."""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "seating_wishes": Table(not_cloned="a copy starts without guests"),
    }
)
