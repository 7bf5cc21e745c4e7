"""Seating arrangements: which party sits where, what an arrangement costs, and a greedy start."""

from convite.core.parts import Part

PART = Part()
