"""Guests who may be one person: found on an event's list, made one in the address book.

No table of its own. It refuses to guess: what it finds are hints, and a person decides.
"""

from convite.core.parts import Part

PART = Part()
