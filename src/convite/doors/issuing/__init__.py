"""Issues tickets: the people of paid orders come to the event's list, with tickets.

Finds or makes everybody in the address book. Places were counted before.
"""

from convite.core.parts import Part

PART = Part()
