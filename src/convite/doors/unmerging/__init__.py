"""Undo of merges of guests, within a day.

No table of its own: `doors.duplicates` keeps what each merge changed and moved.
"""

from convite.core.parts import Part

PART = Part()
