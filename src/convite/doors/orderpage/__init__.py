"""The page of an order: how to pay it, its tickets, and what came of it; for whoever has its address."""

from convite.core.parts import Part

PART = Part()
