"""Auto-seating: all unseated parties at once, by wishes; looked at before it is taken over."""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "seating_wishes": Table(),
    }
)
