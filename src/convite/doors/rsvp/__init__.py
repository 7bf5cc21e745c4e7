"""Replies: by a party through its link, or by the team on its behalf; with seats and presence.

No table of its own. The RSVP page is here: plain HTML that works with scripts off.
"""

from convite.core.parts import Part

PART = Part()
