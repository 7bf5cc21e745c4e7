"""Reminders: before the event, by offset or date, once to each guest, whatever is restarted."""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "reminders": Table(clone="actions.copy_reminders"),
    }
)
