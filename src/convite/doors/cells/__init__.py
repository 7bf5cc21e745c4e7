"""How the cells of a guest list are read: names, addresses, phones, tags.

No tables of its own; it doesn't know about files or parties.
"""

from convite.core.parts import Part

PART = Part()
