"""The list of who may enter, for devices that work offline: signed, complete or as changes."""

from convite.core.parts import Part

PART = Part()
