"""An event's guest list as a file, streamed: for caterers, printers and other tools.

No table of its own. It defines the columns; `core` writes the file.
"""

from convite.core.parts import Part

PART = Part()
