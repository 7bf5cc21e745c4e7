"""News of changes: accounts that come to an event are told of another time or place, and of its end.

No tables: they are notifications, and mails to those whose party has no address.
"""

from convite.core.parts import Part

PART = Part()
