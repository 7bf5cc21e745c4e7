"""The audit trail, as a list.

Reads `activity_log`.
"""

from convite.core.parts import Part

PART = Part()
