"""What the columns of a guest list mean: known headers, and guesses by content.

No tables of its own; it doesn't know about files or guests.
"""

from convite.core.parts import Part

PART = Part()
