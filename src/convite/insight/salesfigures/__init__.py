"""What an event sold: tickets and money by day, type of tickets and channel.

No table of its own. Currencies are never added, and test payments never stand with real ones.
"""

from convite.core.parts import Part

PART = Part()
