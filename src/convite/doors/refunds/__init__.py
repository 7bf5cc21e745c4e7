"""Refunds and disputes: money that goes back, or that a bank takes back.

Tables `refunds` and `disputes`.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "refunds": Table(not_cloned="a copy starts without guests"),
        "disputes": Table(not_cloned="a copy starts without guests"),
    }
)
