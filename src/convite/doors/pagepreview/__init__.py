"""The page of an event as it will be, for its team, whether or not others may open it yet.

No tables.
"""

from convite.core.parts import Part

PART = Part()
