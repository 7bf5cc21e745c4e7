"""An event's guest list: one row per person, regardless of party.

No table of its own. A guest added without a party gets their own invitation.
"""

from convite.core.parts import Part

PART = Part()
