"""Plans and seats: where they are, of which category, and who has them.

Tables `seating_plans`, `plan_categories`, `seats`. Refuses to know names: a seat's guest is shown by
`room.attendees`.
"""
