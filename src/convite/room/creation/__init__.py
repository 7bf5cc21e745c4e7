"""Creates an event together with its parts and questions, all of it or nothing."""

from convite.core.parts import Part

PART = Part()
