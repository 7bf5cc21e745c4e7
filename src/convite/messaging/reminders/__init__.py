"""Reminders before the event, by offset or date, sent once to each guest, restarts included."""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "reminders": Table(clone="actions.copy_reminders"),
    }
)
