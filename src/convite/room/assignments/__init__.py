"""Who sits where: assigning seats, moving people, and the seat map with names.

It has no table of its own, because a seat stores its attendee. `assign` is the only function that
confirms a seat.
"""

from convite.core.parts import Part

PART = Part()
