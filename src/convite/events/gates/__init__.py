"""Gates: an event's entrances, and the zones expected at each.

Table `gates`. Scans store the gate's name, so that later renames don't change history.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "gates": Table(clone="actions.copy_gates"),
    }
)
