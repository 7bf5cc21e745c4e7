"""Arrangements: which parties sit where, how good that is, and a first one that is never beaten down."""

from convite.core.parts import Part

PART = Part()
