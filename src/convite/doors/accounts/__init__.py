"""What accounts hold, given to their owners; and how accounts are closed.

No tables of its own.
"""

from convite.core.parts import Part

PART = Part()
