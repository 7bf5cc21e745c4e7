"""A guest's invitation, found by name with e-mail or phone; the link goes there and nowhere else.

No table of its own. Nobody who asks learns whether there is such a guest.
"""

from convite.core.parts import Part

PART = Part()
