"""The checkout: places held for an order, and freed when it isn't paid in time.

Orders for an event that arrive together are placed in one transaction. Orders that cost nothing end
here, with tickets.
"""

from convite.core.parts import Part

PART = Part()
