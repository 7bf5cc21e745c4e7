"""Makes deliveries of what the log says, and posts them to webhooks.

It has no tables of its own. It doesn't know what a fact means.
"""

from convite.core.parts import Part

PART = Part()
