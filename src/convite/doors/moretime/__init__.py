"""More time to pay an order: its places are held longer, once, where the event allows it."""

from convite.core.parts import Part

PART = Part()
