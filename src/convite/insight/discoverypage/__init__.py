"""The page on which anybody looks for public events, as plain HTML.

No tables.
"""

from convite.core.parts import Part

PART = Part()
