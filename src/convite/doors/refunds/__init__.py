"""Refunds and disputes: money that goes back, or that a bank takes back.

Tables `refunds` and `disputes`.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "refunds": Table(not_cloned="a copy starts without guests"),
        # what was said against a claim is kept as long as the claim (GDPR, article 17 (3) e)
        "disputes": Table(not_cloned="a copy starts without guests"),
    }
)
