"""A view of the guest list as it is printed: its filters, order and columns."""

from convite.core.parts import Part

PART = Part()
