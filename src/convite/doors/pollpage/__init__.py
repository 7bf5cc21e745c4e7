"""The page on which a party, or somebody with a poll's link, says when they can come; without scripts.

No tables of its own: see `doors/polls`.
"""

from convite.core.parts import Part

PART = Part()
