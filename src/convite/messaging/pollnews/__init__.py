"""News of date polls: those who answered are told of the date, hosts that a poll has ended.

No tables: they are messages and notifications.
"""

from convite.core.parts import Part

PART = Part()
