"""Tickets on paper: what stands on each, in the look of the event."""

from convite.core.parts import Part

PART = Part()
