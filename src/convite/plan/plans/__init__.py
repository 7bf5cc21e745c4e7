"""The plan as one document: read, saved whole, kept in versions, restored.

Tables: `seating_plan_versions`. It doesn't know who may sit where; a save that would take
somebody's seat says whose, and asks.
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
