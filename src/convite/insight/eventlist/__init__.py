"""A user's events, today's first, with quick figures and what in them needs attention.

Reads events, and through a function of the database the figures of all that are listed.
"""

from convite.core.parts import Part

PART = Part()
