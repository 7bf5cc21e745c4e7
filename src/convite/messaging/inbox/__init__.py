"""What guests write to the host: read and answered by the event's team.

No table of its own: a guest's message is a row of `messages` whose direction is `in`.
"""

from convite.core.parts import Part

PART = Part()
