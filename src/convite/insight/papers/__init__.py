"""Printed papers of an event as PDF, and the same data as a spreadsheet."""

from convite.core.parts import Part

PART = Part()
