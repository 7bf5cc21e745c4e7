"""Whom a party may bring along: how many, until when, by name or without one.

No table of its own: a plus-one is an attendee of the party. One without a name isn't in the address book.
"""

from convite.core.parts import Part

PART = Part()
