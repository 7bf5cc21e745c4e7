"""Invitations that were replied to: since when, and with which message to the host."""

from convite.core.parts import Part

PART = Part()
