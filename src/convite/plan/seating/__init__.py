"""Plans and seats: position, category, and who has each seat.

Tables `seating_plans`, `plan_categories`, `seats`. It doesn't know names: `room.assignments` shows
a seat's guest.
"""

from convite.core.parts import Part, Table

PART = Part(
    # `plan/plans` copies a plan with its seats to a duplicated event
    tables={
        "seating_plans": Table(),
        "plan_categories": Table(),
        "seats": Table(),
    }
)
