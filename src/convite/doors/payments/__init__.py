"""Payments: what is asked for and what was paid, at a provider, by bank transfer or in cash.

Tables `payments` and `provider_events`. Only `doors.settlement` says that something was paid.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "payments": Table(not_cloned="a copy starts without guests"),
        "provider_events": Table(),
    }
)
