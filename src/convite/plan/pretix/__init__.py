"""The pretix seating-plan format: its shapes, and nothing of what becomes of them (`planfiles` does).

No tables.
"""

from convite.core.parts import Part

PART = Part()
