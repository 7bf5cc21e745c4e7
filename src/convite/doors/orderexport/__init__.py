"""An event's orders as a file, streamed, with the filters of their list.

No table of its own.
"""

from convite.core.parts import Part

PART = Part()
