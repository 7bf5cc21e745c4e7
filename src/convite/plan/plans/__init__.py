"""The plan as one document: reading, saving as a whole, versions and restoring.

Tables: `seating_plan_versions`. It doesn't know who may sit where. A save that would take seats
from people is refused with their names unless it is confirmed.
"""

from convite.core.parts import FileAccess, Part, Purpose, Table

PART = Part(
    tables={
        "seating_plan_versions": Table(clone="actions.copy_plan"),
    },
    purposes=(
        Purpose(
            name="plan_background",
            max_bytes=20 << 20,
            kinds=("PNG", "JPEG", "WebP"),
            access=FileAccess(upload="edit_seats", download="see_seats"),
        ),
    ),
)
