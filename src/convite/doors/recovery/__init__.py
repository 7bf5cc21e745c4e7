"""An order's page, found again by its number with e-mail or phone; the link is mailed to its buyer only.

No table of its own. Nobody who asks learns whether there is such an order.
"""

from convite.core.parts import Part

PART = Part()
