"""A message to many of an event's guests at once: written, scheduled, sent, paused, canceled.

Tables `broadcasts` and `broadcast_recipients`: who gets it is settled when the sending begins.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "broadcasts": Table(not_cloned="a copy has sent nothing yet"),
        "broadcast_recipients": Table(not_cloned="a copy has sent nothing yet"),
    }
)
