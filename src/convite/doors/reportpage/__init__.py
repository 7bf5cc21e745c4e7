"""The page on which somebody who is logged in reports an event; works without scripts.

No tables of its own: see `doors/reports`.
"""

from convite.core.parts import Part

PART = Part()
