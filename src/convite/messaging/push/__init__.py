"""Notifications on devices, whether or not the web app is open there: web push.

Table `push_subscriptions`: a browser that a user has turned them on in. A row belongs to its user's own
organization. See ADR 0035.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "push_subscriptions": Table(export=("created_at",)),
    }
)
