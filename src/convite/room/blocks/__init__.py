"""Blocks: several seats together, a whole row or table, and the gaps that a choice leaves.

A plan's lines are cached in memory per plan version. Blocks are chosen from them and the seat
states.
"""

from convite.core.parts import Part

PART = Part()
