"""Moves: moving people between seats, swapping them, and seating a party together.

Each request succeeds or fails as a whole.
"""

from convite.core.parts import Part

PART = Part()
