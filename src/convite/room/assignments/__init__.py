"""Who sits where: giving people their seats, moving them, and the map with names.

No table of its own: a seat carries its attendee. The one verb that confirms a seat lives here.
"""

from convite.core.parts import Part

PART = Part()
