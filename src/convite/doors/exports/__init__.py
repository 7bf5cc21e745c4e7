"""An event's guest list as a file, streamed: what people take to the caterer, the printer, the next tool.

No table of its own. It knows what a column is called and holds; how a file is written is `core`'s.
"""

from convite.core.parts import Part

PART = Part()
