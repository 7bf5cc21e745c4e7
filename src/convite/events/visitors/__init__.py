"""Buyers whom an event doesn't know: what they may at a public event that sells tickets.

They see which seats are free, without names, and hold seats and places for a few minutes. No table of its
own.
"""

from convite.core.parts import Part

PART = Part()
