"""Reminders: before the event, by offset or date, once to each guest, whatever is restarted."""
