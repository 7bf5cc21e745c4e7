"""Converts plans to and from another program's format: pretix seating-plan JSON.

No tables. It doesn't know what happens to a plan after it is read.
"""

from convite.core.parts import Part

PART = Part()
