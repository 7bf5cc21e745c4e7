"""News of minimum numbers of people: teams are told how many are missing, and that an event was canceled.

No tables: they are messages and notifications.
"""

from convite.core.parts import Part

PART = Part()
