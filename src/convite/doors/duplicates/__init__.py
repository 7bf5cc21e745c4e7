"""Likely duplicate guests: detected on an event's list, merged in the address book.

No table of its own. It never merges on its own: it only suggests, and a person decides.
"""

from convite.core.parts import Part

PART = Part()
