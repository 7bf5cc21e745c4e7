"""A host's words with placeholders, filled in for one guest in their language."""

from convite.core.parts import Part

PART = Part()
