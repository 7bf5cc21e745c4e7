"""WhatsApp messages to one guest or to those of a filter, in the words of programs that send them."""

from convite.core.parts import Part

PART = Part()
