"""What is noted about people of an event: side, notes, and tags and age of their address book.

No tables of its own.
"""

from convite.core.parts import Part

PART = Part()
