"""How many may come. Never oversold, by constraint.

Table `capacity_pools`.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "capacity_pools": Table(),
    }
)
