"""The minimum number of people of events: with fewer, an event is canceled by itself.

No tables. The event says for which moment it was looked at, so that each is looked at once, and a moment
that the host moves again.
"""

from convite.core.parts import Part

PART = Part()
