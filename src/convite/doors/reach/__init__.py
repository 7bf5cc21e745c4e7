"""The delivery status of what was sent to an event's guests: one word for each, shown in lists."""

from convite.core.parts import Part

PART = Part()
