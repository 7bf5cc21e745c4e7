"""Moves: people from seat to seat, two swapped, a party gathered; all of it or nothing."""

from convite.core.parts import Part

PART = Part()
