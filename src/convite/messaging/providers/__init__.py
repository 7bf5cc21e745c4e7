"""How each channel's provider is: what is set, whether it takes messages, what went wrong, a test.

For platform admins; an event's team only learns whether a channel works.
"""

from convite.core.parts import Part

PART = Part()
