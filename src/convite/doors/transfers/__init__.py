"""Tickets passed on: somebody else comes in a holder's place, with their seat and a code of their own.

No table of its own: the attendee stays and becomes another guest, in a party of their own.
"""

from convite.core.parts import Part

PART = Part()
