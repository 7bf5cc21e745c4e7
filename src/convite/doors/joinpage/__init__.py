"""The page on which somebody who is logged in asks to join an event; works without scripts.

No tables of its own: see `doors/requests`.
"""

from convite.core.parts import Part

PART = Part()
