"""Plans as files of another program: the document as pretix seating-plan JSON and back.

No tables. It doesn't know what becomes of a plan that was read.
"""

from convite.core.parts import Part

PART = Part()
