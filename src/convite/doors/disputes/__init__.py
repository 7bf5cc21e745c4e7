"""Disputes answered by the event's team: evidence handed in at the provider, or the claim accepted.

No table of its own: `disputes` is of `doors.refunds`, and only `doors.settlement` says how one ends.
"""

from convite.core.parts import Part

PART = Part()
