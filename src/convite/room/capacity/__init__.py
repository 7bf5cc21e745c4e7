"""How many people can come. A check constraint rules out overselling.

Table `capacity_pools`.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "capacity_pools": Table(
            not_cloned="created with every event and every type of its tickets"
        ),
    }
)
