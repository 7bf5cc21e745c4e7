"""A message to many guests before it is sent: how one of them gets it, to whom it goes, its cost."""

from convite.core.parts import Part

PART = Part()
