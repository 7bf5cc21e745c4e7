"""Codes that log in, on their way to a phone or an e-mail address."""

from convite.core.parts import Part

PART = Part()
