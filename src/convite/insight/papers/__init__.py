"""Papers: what is printed for an event, as PDF, and the same as a table."""

from convite.core.parts import Part

PART = Part()
