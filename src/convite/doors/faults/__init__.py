"""What can be wrong with a row of a guest list, in words.

No tables of its own; it doesn't know about files or parties.
"""

from convite.core.parts import Part

PART = Part()
