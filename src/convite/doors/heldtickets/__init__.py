"""Tickets as their holders have them: on paper, as a page, in a wallet.

No table of its own. Who holds a ticket is decided here, and what every form of it shows.
"""

from convite.core.parts import Part

PART = Part()
