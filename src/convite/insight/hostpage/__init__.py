"""The page of whoever hosts public events: who they are, what is coming, and a calendar to subscribe to.

No tables.
"""

from convite.core.parts import Part

PART = Part()
