"""How far what was sent to an event's guests has come: one word for each, shown by lists."""

from convite.core.parts import Part

PART = Part()
