"""Plans and seats: where they are, of which category, and who has them.

Tables `seating_plans`, `plan_categories`, `seats`. Doesn't know names: a seat's guest is shown by
`room.attendees`.
"""

from convite.core.parts import Part, Table

PART = Part(
    # a copied event gets its plan, seats and all, by `plan/plans`
    tables={
        "seating_plans": Table(),
        "plan_categories": Table(),
        "seats": Table(),
    }
)
