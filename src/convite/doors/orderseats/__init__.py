"""Seats of orders: held while an order is paid, then its people's.

The seats of an order belong to its reservation, as the seats of any hold.
"""

from convite.core.parts import Part

PART = Part()
