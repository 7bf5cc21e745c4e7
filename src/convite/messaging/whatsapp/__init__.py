"""WhatsApp messages to one guest or to those of a filter, as other programs send them over the API."""

from convite.core.parts import Part

PART = Part()
