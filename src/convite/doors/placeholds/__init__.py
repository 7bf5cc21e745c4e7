"""Places held without seats, while somebody fills in an order.

They count in the pools of the event and its ticket types, as those of an order do. An order that names the
hold takes them over.
"""

from convite.core.parts import Part

PART = Part()
