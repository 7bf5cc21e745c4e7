"""The page of an event's wall, without scripts: for accounts that come, and for parties by their link.

No tables of its own: see `doors/wall`. It is never kept and never found by search engines.
"""

from convite.core.parts import Part

PART = Part()
