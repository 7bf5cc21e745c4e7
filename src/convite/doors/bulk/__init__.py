"""Bulk writes: set-based inserts and updates of parties, and their undo.

No tables of its own; its rows carry the import's id. It doesn't know about files or columns.
"""

from convite.core.parts import Part

PART = Part()
