"""The page of a share link, on which somebody who is logged in comes; works without scripts.

No tables of its own: see `doors/invites`.
"""

from convite.core.parts import Part

PART = Part()
