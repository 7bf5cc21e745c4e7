"""News of orders: buyers get their tickets and hear of money, teams hear what they have to look at.

No tables: they are messages and notifications.
"""

from convite.core.parts import Part

PART = Part()
