"""The page on which anybody orders tickets, without an account and without scripts."""

from convite.core.parts import Part

PART = Part()
