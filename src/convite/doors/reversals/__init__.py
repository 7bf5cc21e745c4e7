"""Orders canceled and money refunded: two acts, of which either may come without the other."""

from convite.core.parts import Part

PART = Part()
