"""The plan as one document: read, saved whole, kept in versions, restored.

Tables: `seating_plan_versions`. It refuses to know who may sit where; a save that would take
somebody's seat says whose, and asks.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "seating_plan_versions": Table(clone="actions.copy_plan"),
    }
)
