"""Plans and seats: position, category, and who has each seat.

Tables `seating_plans`, `plan_categories`, `seats`. It doesn't know names: `room.assignments` shows
a seat's guest.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "seating_plans": Table(not_cloned="copied by plan/plans"),
        "plan_categories": Table(),
        "seats": Table(not_cloned="copied by plan/plans"),
    }
)
