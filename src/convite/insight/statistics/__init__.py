"""An event's figures.

Reads attendees, invitations and seats.
"""

from convite.core.parts import Part

PART = Part()
