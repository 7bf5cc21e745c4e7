"""The pretix seating-plan format. It only defines shapes; `planfiles` converts them.

No tables.
"""

from convite.core.parts import Part

PART = Part()
