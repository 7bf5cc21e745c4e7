"""News of takedowns and reports: teams are told of theirs, and whoever reported that it helped.

No tables: they are notifications.
"""

from convite.core.parts import Part

PART = Part()
