"""Many guests at once: set-based writes of parties, and their undoing.

No tables of its own; rows it makes carry the import's id. Refuses to know files and columns.
"""

from convite.core.parts import Part

PART = Part()
