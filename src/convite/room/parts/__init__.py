"""Changes of an event's parts, together with who is asked to them and comes to them."""

from convite.core.parts import Part

PART = Part()
