"""Towns, so that a place is picked and has a position: from GeoNames, in memory, without tables."""

from convite.core.parts import Part

PART = Part()
