"""News of what opens an account: its owner is told by mail, since it may not have been them.

No tables: they are messages and notifications.
"""

from convite.core.parts import Part

PART = Part()
