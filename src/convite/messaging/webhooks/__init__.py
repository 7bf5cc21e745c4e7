"""Where programs of an organization are told what happened: addresses, what was sent there, and answers.

Tables `webhook_endpoints`, `webhook_deliveries`, and `webhook_cursors` (how far the log was read). What is
sent has ids and changes, never what is personal. It doesn't send: `messaging.posting` does.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "webhook_endpoints": Table(),
        "webhook_deliveries": Table(),
        "webhook_cursors": Table(),
    }
)
