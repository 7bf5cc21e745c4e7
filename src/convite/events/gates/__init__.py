"""Where people come in: names of an event's entrances, and who is expected at which.

Table `gates`. Scans carry the gate's name, so that what happened stays as it was said.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "gates": Table(clone="actions.copy_gates"),
    }
)
