"""The page of a ticket: its QR code, seat and event, kept by the browser for a place without a network.

No table of its own. Its link is a key: whoever has it has the ticket, until it is reissued.
"""

from convite.core.parts import Part

PART = Part()
