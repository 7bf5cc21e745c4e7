"""Blocks: so many seats together, a whole row or table, and what a choice leaves behind.

A plan's lines are kept in memory by its version; a block is chosen from them and the map's letters.
"""

from convite.core.parts import Part

PART = Part()
