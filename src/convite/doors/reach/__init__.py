"""How far what was sent to an event's guests has come: one word for each, which lists show and filter by."""

from convite.core.parts import Part

PART = Part()
