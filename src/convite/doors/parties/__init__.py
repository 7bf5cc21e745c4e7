"""Moves guests between parties: splits a party, or joins two.

No table of its own. A party that nobody is left in is canceled, and its link opens the other one.
"""

from convite.core.parts import Part

PART = Part()
