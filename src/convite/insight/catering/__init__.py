"""What those who are coming eat, by table, for the caterer."""

from convite.core.parts import Part

PART = Part()
