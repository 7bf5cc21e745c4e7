"""On what terms an event's tickets are sold: tax, and what buyers get back.

The terms are columns of `events`; the tickets themselves are `room.tickettypes`.
"""

from convite.core.parts import Part

PART = Part()
