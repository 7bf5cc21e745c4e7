"""Undo of batches: removing what an import or a batch created, as long as nobody has used it.

No tables of its own.
"""

from convite.core.parts import Part

PART = Part()
