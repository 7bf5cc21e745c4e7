"""House seats: kept back by the host for sponsors, family or press, forever or until a time."""

from convite.core.parts import Part

PART = Part()
