"""House seats: kept for sponsors, family or press, either indefinitely or until a given time."""

from convite.core.parts import Part

PART = Part()
