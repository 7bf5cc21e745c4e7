"""The screen at the entrance: who is inside, by which gate, in which zone.

Reads attendees, seats and scans.
"""

from convite.core.parts import Part

PART = Part()
