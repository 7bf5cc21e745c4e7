"""How an event's payment providers are doing, and asking them at once about its open payments.

No table of its own; what providers say is applied by `doors.settlement`.
"""

from convite.core.parts import Part

PART = Part()
