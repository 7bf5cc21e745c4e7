"""What an event sells at a moment, and what an order of it costs: prices, codes, numbers, places."""

from convite.core.parts import Part

PART = Part()
