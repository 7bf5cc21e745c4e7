"""Replies by a party through its link or by the team on its behalf, with seats and check-in.

No table of its own. The RSVP page is in `doors.pages`.
"""

from convite.core.parts import Part

PART = Part()
