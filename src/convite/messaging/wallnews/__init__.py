"""News of walls: teams are told what guests put there, and what is reported.

No tables: they are notifications and mails, collected: at most one an hour about each event.
"""

from convite.core.parts import Part

PART = Part()
