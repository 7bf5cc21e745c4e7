"""News of tickets that were passed on: the new holder gets theirs, the former one a confirmation.

No tables: they are messages.
"""

from convite.core.parts import Part

PART = Part()
