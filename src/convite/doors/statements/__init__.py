"""Bank statements: transfers that pay orders are found by reference and amount, near misses are shown."""

from convite.core.parts import Part

PART = Part()
